//! What a poster says and what it must not say.

use super::sample::{card, comparison, scorecards};
use super::*;
use crate::lang::Lang;

fn place(code: &str) -> Subject {
    Subject::Place(Gazetteer::get().by_code(code).expect("a place"))
}

fn facility(id: &str) -> Subject {
    Subject::Facility(id.into())
}

/// Group by group, each line as `number: title`.
fn lines(poster: &Poster) -> Vec<(Face, Vec<String>)> {
    let line = |item: &Item| format!("{}: {}", item.number.en, item.title.en);
    poster.groups.iter().map(|group| (group.face, group.items.iter().map(line).collect())).collect()
}

/// Every text of a poster.
fn texts(poster: &Poster) -> Vec<&Label> {
    let Poster { id, about, title, lies_in, facts, groups, promises, notes, made_by: _, words: _, warning: _ } = poster;
    let items = groups.iter().flat_map(|group| &group.items);
    let of_items = items.flat_map(|item| [&item.title, &item.number, &item.of, &item.said, &item.beside]);
    let of_promises = promises.iter().flat_map(|promise| [&promise.what, &promise.who, &promise.when, &promise.status]);
    let all = [id, about, title, lies_in]
        .into_iter()
        .chain(facts)
        .chain(notes)
        .chain(groups.iter().map(|group| &group.title));
    all.chain(of_items).chain(of_promises).collect()
}

#[test]
fn a_card_shows_what_is_clear_and_says_who_answered() {
    let poster = card().poster(&place("84"), None).expect("there is something to show");
    assert_eq!(
        lines(&poster),
        [
            (Face::Glad, vec!["7: All prescribed medicines obtained".to_string(), ">9: Content".into()]),
            (Face::Middling, vec!["9: Open when needed".into()]),
            (Face::Sad, vec!["<1: Paid informally".into()]),
        ]
    );
    assert_eq!(
        poster.groups[2].items[0].beside,
        Label::new("бага байх нь сайн; зорилт: нэг ч хүн биш", "less is better; goal: nobody")
    );
    let facts: Vec<&str> = poster.facts.iter().map(|fact| &*fact.mn).collect();
    assert_eq!(facts, ["Үе шат: 2025", "253 хүн хариулсан"]);
    assert!(poster.notes[0].en.starts_with("4 of 8 figures are shown"), "{}", poster.notes[0].en);
}

#[test]
fn no_digit_of_a_figure_with_few_answers_or_withheld_is_on_a_poster() {
    let poster = card().poster(&place("84"), None).expect("there is something to show");
    for label in texts(&poster) {
        for hidden in ["61", "62", "57", "58", "Нуусан", "Цөөн", "resolved"] {
            assert!(!label.mn.contains(hidden) && !label.en.contains(hidden), "{label:?}");
        }
    }
}

#[test]
fn a_place_of_which_nothing_may_be_shown_has_no_poster() {
    assert_eq!(card().poster(&place("85"), None), None);
    assert_eq!(card().poster(&place("42"), None), None);
    assert_eq!(card().poster(&facility("KhSHC-02"), None), None);
    assert_eq!(comparison().poster(&facility("F3"), None), None);
    assert_eq!(scorecards().poster(&facility("байхгүй"), None), None);
}

#[test]
fn a_scorecard_shows_the_three_highest_and_the_three_lowest_agreed_scores_of_the_last_round() {
    let poster = scorecards().poster(&facility("KhSHC-02"), None).expect("there is something to show");
    assert_eq!(
        lines(&poster),
        [
            (Face::Glad, vec!["80: Indicator HC01".to_string(), "90: Indicator HC08".into()]),
            (
                Face::Middling,
                vec!["40: Indicator HC03".into(), "65: Indicator HC05".into(), "35: Indicator HC06".into()]
            ),
            (Face::Sad, vec!["20: Indicator HC07".into()]),
        ]
    );
    let item = &poster.groups[0].items[0];
    assert_eq!(item.said, Label::new("100 онооноос 80", "80 of 100 points"));
    assert_eq!(item.beside, Label::new("өмнө нь: 70", "before: 70"));
    assert_eq!(poster.lies_in, Label::new("Ховд аймаг, Дарви сум", "Darvi soum, Khovd aimag"));
    let facts: Vec<&str> = poster.facts.iter().map(|fact| &*fact.en).collect();
    assert_eq!(facts, ["Round: 2026-1", "Date: 2026-04-19", "70 people gave scores", "26 people came to the meeting"]);
}

#[test]
fn promises_are_those_of_the_last_round_open_ones_by_their_day_first_and_none_that_was_dropped() {
    let poster = scorecards().poster(&facility("KhSHC-02"), None).expect("there is something to show");
    let promises: Vec<(&str, &str, bool)> =
        poster.promises.iter().map(|promise| (&*promise.what.mn, &*promise.when.mn, promise.done)).collect();
    assert_eq!(
        promises,
        [
            ("Хүлээдэг", "2026-02-28", false),
            ("Явуулын үзлэг", "2026-03-31", false),
            ("Налуу зам хийх", "2025-12-31", true)
        ]
    );
    assert_eq!(Poster::more_agreed(&poster.promises, 3), None);
    assert!(Poster::more_agreed(&poster.promises, 1).is_some_and(|said| said.en.starts_with("2 more")));
}

#[test]
fn a_facility_with_one_score_and_no_day_and_no_plan_has_a_poster_too() {
    let poster = scorecards().poster(&facility("KhSHC-03"), None).expect("there is something to show");
    assert_eq!(lines(&poster), [(Face::Sad, vec!["30: Indicator HC01".to_string()])]);
    assert!(poster.promises.is_empty());
    assert_eq!(poster.facts.len(), 2, "round and people: {:?}", poster.facts);
    let dated = scorecards().poster(&facility("KhSHC-03"), Day::new(2026, 5, 1)).expect("the same");
    assert_eq!(dated.facts[1].mn.as_ref(), "Огноо: 2026-05-01");
}

#[test]
fn a_facility_is_called_good_or_poor_only_beyond_chance() {
    let worse = comparison().poster(&facility("F1"), None).expect("there is something to show");
    assert_eq!(lines(&worse), [(Face::Sad, vec!["5: Met a problem".to_string()])]);
    let within = comparison().poster(&facility("F2"), None).expect("there is something to show");
    assert_eq!(within.groups[0].title.en.as_ref(), "About the same as its peers");
}

#[test]
fn every_text_of_a_poster_is_in_both_languages() {
    let cyrillic = |text: &str| text.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    for poster in [
        card().poster(&place("84"), None),
        scorecards().poster(&facility("KhSHC-02"), None),
        comparison().poster(&facility("F1"), None),
    ] {
        let poster = poster.expect("there is something to show");
        for label in texts(&poster) {
            assert_eq!(label.mn.is_empty(), label.en.is_empty(), "{label:?}");
            // What people typed into a plan stays as it is.
            let typed = poster.promises.iter().any(|promise| promise.what == *label || promise.who == *label);
            assert!(typed || !cyrillic(&label.en), "{label:?}");
        }
    }
}

#[test]
fn shares_are_counted_out_of_ten_and_almost_nobody_is_not_nobody() {
    let said = |percent: f64| Said::people(percent).said.en.to_string();
    assert_eq!(said(0.0), "nobody");
    assert_eq!(said(0.1), "fewer than 1 in 10");
    assert_eq!(said(4.9), "fewer than 1 in 10");
    assert_eq!(said(5.0), "1 in 10 people");
    assert_eq!(said(67.2), "7 in 10 people");
    assert_eq!(said(95.0), "nearly all of 10");
    assert_eq!(said(100.0), "10 in 10 people");
    assert_eq!(Said::people(67.2).said.mn.as_ref(), "10 хүний 7 нь");
    assert_eq!(Said::people(67.2).meter.filled(), 7.0);
}

#[test]
fn a_score_stands_on_the_scale_on_which_it_was_given() {
    let said = |score: f64, most: f64| Said::points(score, most, 50.0).said.get(Lang::Mn).to_string();
    assert_eq!(said(3.5, 5.0), "5 онооноос 3,5");
    assert_eq!(said(4.0, 5.0), "5 онооноос 4");
    assert_eq!(said(62.5, 100.0), "100 онооноос 63");
}

#[test]
fn the_people_and_places_that_a_report_tells_of_are_known() {
    let ids: Vec<String> = scorecards().facilities().into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["KhSHC-02", "KhSHC-03"]);
    let names: Vec<&str> = card().places().iter().map(|place| &*place.place().name.en).collect();
    assert_eq!(names, ["Govisumber", "Uvs", "Khovd"], "in the official order");
    assert!(comparison().places().is_empty() && card().facilities().is_empty());
}
