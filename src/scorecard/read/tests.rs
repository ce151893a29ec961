use crate::instrument::TargetKind;
use crate::instrument::scorecard::*;
use crate::lang::Label;

fn entry(id: &str, mn: &str, en: &str) -> Entry {
    Entry { id: id.into(), title: Label::new(mn, en), also: Vec::new() }
}

/// A small instrument.
pub(super) fn instrument() -> ScorecardInstrument {
    let scored = |id: &str, mn: &str, en: &str| Scored {
        id: id.into(),
        title: Label::new(mn, en),
        about: Label::default(),
        also: Vec::new(),
        facility_types: Vec::new(),
    };
    let tracked = |id: &str, mn: &str, en: &str| Tracked {
        id: id.into(),
        title: Label::new(mn, en),
        unit: Label::new("хүн", "people"),
        also: Vec::new(),
        facility_types: Vec::new(),
        bound: Bound::AtLeast,
        entitlements: vec![Entitlement {
            value: 4.0,
            kind: TargetKind::Norm,
            source: Label::new("Стандарт", "Standard"),
            facility_types: Vec::new(),
            from: None,
            until: None,
            places: Vec::new(),
        }],
    };
    let mark = |value, mn: &str, en: &str| Mark { value, title: Label::new(mn, en) };
    ScorecardInstrument {
        id: "health-scorecard".into(),
        version: "1".into(),
        sector: "health".into(),
        title: Label::new("Эрүүл мэндийн онооны хуудас", "Health scorecard"),
        description: Label::default(),
        place_set: "all".into(),
        scale: Scale { from: 1.0, to: 5.0, form: ScaleForm::Points },
        marks: vec![mark(1.0, "Муу", "Bad"), mark(5.0, "Сайн", "Good")],
        facility_types: vec![entry("shc", "Сумын эрүүл мэндийн төв", "Soum health centre")],
        groups: vec![
            entry("women", "Эмэгтэйчүүд", "Women"),
            entry("men", "Эрэгтэйчүүд", "Men"),
            entry("elderly", "Ахмад настан", "Elderly"),
        ],
        compare: Vec::new(),
        stakeholders: vec![
            entry("khural", "Иргэдийн хурал", "Khural"),
            entry("cso", "Иргэний нийгэм", "Civil society"),
        ],
        indicators: vec![
            scored("HC01", "Хүлээх хугацаа", "Waiting time"),
            scored("HC02", "Цэвэр байдал", "Cleanliness"),
            scored("HC03", "Эмч нарын хандлага", "Attitude of doctors"),
            scored("HC04", "Эмийн хүртээмж", "Medicines"),
        ],
        inputs: vec![tracked("HF01", "Эмч", "Doctors"), tracked("HF02", "Түргэн тусламжийн машин", "Ambulance")],
    }
}
