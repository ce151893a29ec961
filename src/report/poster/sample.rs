//! Small reports to make posters from.

use crate::forum::{Kind, read};
use crate::report::poster::Source;

/// A card with a figure of every kind in Khovd; of Uvs everything is withheld, of Govisumber there is nothing.
pub fn card() -> Source {
    let row = |code: &str,
               mn: &str,
               en: &str,
               area: &str,
               value: &str,
               n: &str,
               light: &str,
               shown: &str,
               more: &str| {
        format!(
            r#"{{"round": "2025", "indicator_code": "{code}", "indicator_mn": "{mn}", "indicator_en": "{en}", "dimension": "d{code}",
            "area_code": "{area}", "statistic": "share", "value": {value}, "n": {n}, "unit": "percent", "light": "{light}",
            "shown": "{shown}", "gap_average": 12.5{more}}}"#
        )
    };
    let rows = [
        row("H01", "Үйлчлүүлсэн", "Used it", "84", "78.4", "253", "", "yes", ""),
        row("H03", "Хэрэгтэй үед нээлттэй байсан", "Open when needed", "84", "87.3", "193", "middle", "yes", ""),
        row(
            "H05",
            "Бичсэн бүх эмийг авсан",
            "All prescribed medicines obtained",
            "84",
            "74.9",
            "165",
            "good",
            "yes",
            "",
        ),
        row("H12", "Асуудал шийдвэрлэгдсэн", "Problem resolved", "84", "61.803", "10", "good", "with_care", ""),
        row("H13", "Нуусан үзүүлэлт", "Hidden figure", "84", "null", "null", "", "withheld", ""),
        row("H14", "Цөөн хариулт", "Few answers", "84", "57.721", "29", "poor", "yes", ""),
        row(
            "H15",
            "Албан бус төлбөр төлсөн",
            "Paid informally",
            "84",
            "2.4",
            "191",
            "poor",
            "yes",
            r#", "target": 0.0, "gap_target": 2.4"#,
        ),
        row("H16", "Сэтгэл хангалуун", "Content", "84", "98.2", "191", "good", "yes", ""),
        row("H03", "Хэрэгтэй үед нээлттэй байсан", "Open when needed", "85", "null", "null", "", "withheld", ""),
        row("H03", "Хэрэгтэй үед нээлттэй байсан", "Open when needed", "42", "null", "0", "", "no_data", ""),
    ];
    let text = format!(
        r#"{{"title": {{"mn": "Иргэдийн үнэлгээний хуудас", "en": "Citizen report card"}}, "subtitle": {{"mn": "", "en": ""}},
        "made_by": {{"tool": "masam 0.1.0", "instrument": "health 1.0", "options": [["public", "true"]]}},
        "estimates": [{}], "gaps": [{{"indicator_code": "H15", "kind": "target", "area_code": "84", "gap": 2.4, "verdict": "worse"}}]}}"#,
        rows.join(",")
    );
    Source::new(Kind::Card, read(text.as_bytes(), "хуудас.json", Kind::Card).expect("a card"))
}

/// Scorecards of two facilities in Khovd: one of two rounds with eight indicators and a plan, one with a score and nothing else.
pub fn scorecards() -> Source {
    let row = |facility: &str, round: &str, side: &str, code: &str, score: u32, n: &str| {
        format!(
            r#"{{"facility": "{facility}", "facility_name": {{"mn": "Дөргөн ЭМТ", "en": "Durgun health centre"}}, "area": "84",
            "place_name": {{"mn": "Дарви сум", "en": "Darvi soum"}}, "round": "{round}", "held": "2026-04-19", "of": "facility",
            "side": "{side}", "group": "", "indicator": "{code}", "indicator_label": {{"mn": "Үзүүлэлт {code}", "en": "Indicator {code}"}},
            "score": {score}, "scale": "0-100", "score_100": {score}, "n_present": {n}, "flagged": null}}"#
        )
    };
    let mut rows = Vec::new();
    for (at, score) in [80, 45, 40, 60, 65, 35, 20, 90].into_iter().enumerate() {
        let code = format!("HC{:02}", at + 1);
        rows.push(row("KhSHC-02", "2025-2", "agreed", &code, score - 10, "20"));
        rows.push(row("KhSHC-02", "2026-1", "consolidated", &code, score - 5, "70"));
        rows.push(row("KhSHC-02", "2026-1", "agreed", &code, score, "26"));
    }
    // Scored by the users alone; and without a meeting day.
    rows.push(row("KhSHC-03", "2026-1", "consolidated", "HC01", 30, "12").replace("2026-04-19", ""));
    let action = |round: &str, id: u32, what: &str, deadline: &str, status: &str| {
        format!(
            r#"{{"facility": "KhSHC-02", "facility_name": {{"mn": "Дөргөн ЭМТ", "en": "Durgun health centre"}}, "area": "84",
            "round": "{round}", "action_id": "{id}", "issue": "Хүлээдэг", "action": "{what}", "responsible": "Эмнэлгийн дарга",
            "deadline": "{deadline}", "as_of": null, "status": "{status}"}}"#
        )
    };
    let actions = [
        action("2025-2", 9, "Хуучин ажил", "2025-12-31", "planned"),
        action("2026-1", 1, "Налуу зам хийх", "2025-12-31", "done"),
        action("2026-1", 2, "Явуулын үзлэг", "2026-03-31", "under-way"),
        action("2026-1", 3, "Машин шинэчлэх", "2026-12-31", "dropped"),
        action("2026-1", 4, "", "2026-02-28", "planned"),
    ];
    let text = format!(
        r#"{{"title": {{"mn": "Олон нийтийн үнэлгээний карт", "en": "Community scorecard"}}, "subtitle": {{"mn": "", "en": ""}},
        "made_by": {{"tool": "masam 0.1.0", "instrument": "health-scorecard 1.0", "options": []}}, "scores": [{}], "actions": [{}]}}"#,
        rows.join(","),
        actions.join(",")
    );
    Source::new(Kind::Scorecards, read(text.as_bytes(), "карт.json", Kind::Scorecards).expect("scorecards"))
}

/// A comparison with a facility that stands out, one that doesn't, and one with few answers.
pub fn comparison() -> Source {
    let row = |facility: &str, n: u32, raw: f64, standing: &str, flag: &str| {
        format!(
            r#"{{"facility": "{facility}", "name": {{"mn": "Чойр ӨЭМТ", "en": "Choir health centre"}}, "place": "8443", "indicator": "H10",
            "dimension": "problem", "n": {n}, "raw": {raw}, "benchmark": 24.0, "standing": "{standing}", "flag": "{flag}"}}"#
        )
    };
    let rows = [
        row("F1", 56, 51.0, "far_above", "support"),
        row("F2", 60, 31.0, "above", ""),
        row("F3", 12, 33.0, "too_small", ""),
    ];
    let text = format!(
        r#"{{"title": {{"mn": "Харьцуулалт", "en": "Comparison"}}, "subtitle": {{"mn": "", "en": ""}}, "made_by": {{}},
        "standings": [{}], "figures": [{{"indicator": "H10", "indicator_label": {{"mn": "Асуудал тулгарсан", "en": "Met a problem"}},
        "origin": "survey", "composite": "no", "unit": {{"mn": "хувь", "en": "percent"}}, "better": "lower"}}]}}"#,
        rows.join(",")
    );
    Source::new(Kind::Facilities, read(text.as_bytes(), "харьцуулалт.json", Kind::Facilities).expect("a comparison"))
}
