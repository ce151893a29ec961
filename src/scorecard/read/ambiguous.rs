//! Tests: what could be read in two ways is not read, and what people are called stays in their books.

use super::sample::{Sample, V, instrument};
use super::*;
use crate::instrument::scorecard::{Scale, ScaleForm};
use crate::lang::Label;

/// An instrument with scores from 0 to 100.
fn of_100() -> ScorecardInstrument {
    ScorecardInstrument { scale: Scale { from: 0.0, to: 100.0, form: ScaleForm::Points }, ..instrument() }
}

fn read_with(instrument: &ScorecardInstrument, sample: &Sample) -> (Session, Vec<String>) {
    let reading = book(sample.input("KhFHC-03_2026-1.xlsx"), &Options::default(), instrument, None);
    let said = said(&reading.problems);
    (reading.sessions.into_iter().next().unwrap_or_else(|| panic!("{said:#?}")), said)
}

fn gathered(files: &[(&str, &str)], register: Option<&Register>) -> (Gathered, Vec<String>) {
    let instrument = instrument();
    let read =
        |(name, text): &(&str, &str)| book(Input::from_bytes(*name, *text), &Options::default(), &instrument, register);
    let gathered = gather(files.iter().map(read).collect());
    let said = said(&gathered.problems);
    (gathered, said)
}

fn said(problems: &Problems) -> Vec<String> {
    problems.grouped().iter().map(|g| g.first.to_string()).collect()
}

#[track_caller]
fn has(said: &[String], part: &str) {
    assert!(said.iter().any(|s| s.contains(part)), "{part:?} is not in {said:#?}");
}

#[test]
fn one_among_parts_of_one_may_be_a_hundred_percent_and_is_no_score() {
    let mut sample = Sample::blank(&of_100(), true);
    sample.set(Block::Provider, 0, "score", 1.0).set(Block::Provider, 1, "score", 0.8);
    sample.set(Block::Agreed, 0, "score", 1.0).set(Block::Agreed, 1, "score", 70.0);
    let (session, said) = read_with(&of_100(), &sample);
    assert!(session.provider.is_empty());
    // Beside 70 it is one of a hundred.
    assert_eq!(session.agreed.iter().map(|a| a.score.value()).collect::<Vec<_>>(), [1.0, 70.0]);
    has(&said, "column Өөрийн үнэлгээ: \"1\" is not one score, and counts as missing");
    let long = "facility,round,group,indicator,score\nА-1,2026-1,women,HC01,1\nА-1,2026-1,men,HC01,0.9\n";
    let reading = book(Input::from_bytes("урт.csv", long), &Options::default(), &of_100(), None);
    assert!(reading.sessions[0].panels.iter().all(|p| p.score.is_none()));
}

#[test]
fn one_score_of_the_provider_merged_over_several_indicators_is_that_of_the_first() {
    let mut sample = Sample::blank(&instrument(), true);
    sample.set(Block::Provider, 0, "score", 4.0);
    let page = sample.page_mut(Sheet::Provider);
    page.merged.push([2, 2, 4, 2]);
    let (session, said) = read_with(&instrument(), &sample);
    assert_eq!(session.provider.len(), 1);
    has(&said, "Unmerge the cell and write a score into each row");
}

#[test]
fn of_two_columns_for_one_vote_the_one_headed_by_the_number_is_read() {
    let mut sample = Sample::blank(&instrument(), true);
    sample.set(Block::Votes, 0, "4", 2.0).set(Block::Votes, 0, "5", 1.0);
    let header = sample.page_mut(Sheet::Votes).rows[1].len();
    sample.page_mut(Sheet::Votes).rows[1].push("5 хүнээс".into());
    let row = &mut sample.page_mut(Sheet::Votes).rows[2];
    row.resize(header, V::Blank);
    row.push(V::N(9.0));
    let (session, said) = read_with(&instrument(), &sample);
    assert_eq!(session.panels[0].votes.as_ref().map(crate::scorecard::Votes::people), Some(3));
    has(&said, "column \"5 хүнээс\" is not known, and was not read");
}

#[test]
fn votes_of_more_people_than_there_are_are_no_votes() {
    let most = u64::MAX;
    let long = format!("facility,round,group,indicator,votes\nА-1,2026-1,women,HC01,1:{most};5:{most}\n");
    let (gathered, said) = gathered(&[("урт.csv", &long)], None);
    assert!(gathered.sessions[0].panels.iter().all(|p| p.votes.is_none()));
    has(&said, "are not votes, and count as missing");
}

#[test]
fn a_column_of_names_or_telephones_is_never_taken_for_what_people_said() {
    for header in ["Утас", "Оролцогчийн нэр", "Phone number", "Регистрийн дугаар", "Тэмдэг"]
    {
        let mut sample = Sample::blank(&instrument(), false);
        sample.page_mut(Sheet::Provider).rows[1][3] = header.into();
        sample.set(Block::Provider, 0, "score", 4.0).set(Block::Provider, 0, "reason", "99112233");
        let (session, said) = read_with(&instrument(), &sample);
        assert_eq!(session.provider[0].reason, "", "{header}");
        has(&said, &format!("column \"{header}\" is not known, and was not read [S049]"));
    }
    // Between known columns one that speaks of people isn't taken either; another one is, and it is said.
    for (header, reason) in [("Хариулагчийн нэр", ""), ("Учир", "Удаан")] {
        let mut sample = Sample::blank(&instrument(), false);
        sample.page_mut(Sheet::Scores).rows[1][6] = header.into();
        sample.score(0, 0, 4.0).set(Block::Scores, 0, "reason", "Удаан");
        let (session, said) = read_with(&instrument(), &sample);
        assert_eq!(session.panels[0].reason, reason);
        has(&said, &format!("\"{header}\""));
    }
}

#[test]
fn the_name_of_who_answers_a_form_is_not_that_of_the_facility() {
    let long = "facility,name,round,group,indicator,score\nА-1,Д. Сүрэн,2026-1,women,HC01,4\n";
    let (gathered, _) = gathered(&[("урт.csv", long)], None);
    assert_eq!(gathered.sessions[0].facility.name, Label::same("А-1"));
    assert!(!format!("{gathered:?}").contains("Сүрэн"));
}

#[test]
fn who_is_to_be_asked_is_what_the_blank_book_says_and_not_who_wrote_over_it() {
    let mut sample = Sample::blank(&instrument(), true);
    sample.set(Block::Provider, 0, "score", 4.0);
    let row = Fact::ALL.iter().position(|fact| *fact == Fact::Contact).map_or(0, |at| at + 1);
    sample.page_mut(Sheet::Cover).rows[row][2] = "Д. Сүрэн 99112233".into();
    let (session, _) = read_with(&instrument(), &sample);
    assert!(!format!("{session:?}").contains("Сүрэн"));
}

#[test]
fn a_dash_for_the_round_is_no_round_and_another_spelling_is_the_same_one() {
    let of = |round: &str| {
        let mut sample = Sample::blank(&instrument(), true);
        sample.set(Block::Provider, 0, "score", 4.0);
        let row = Fact::ALL.iter().position(|fact| *fact == Fact::Round).map_or(0, |at| at + 1);
        sample.page_mut(Sheet::Cover).rows[row][2] = round.into();
        read_with(&instrument(), &sample)
    };
    // The hidden sheet still has it.
    assert_eq!(of("—").0.round, "2026-1");
    assert!(of("2026/01").1.iter().all(|said| !said.contains("[S006]")));
    has(&of("2026-2").1, "[S006]");
}

#[test]
fn one_round_in_two_spellings_is_one_session() {
    let of = |round: &str, indicator: &str| {
        format!("facility,round,group,indicator,score\nА-1,{round},women,{indicator},4\n")
    };
    let (one, two) = (of("2026-1", "HC01"), of("2026/01", "HC02"));
    let (gathered, said) = gathered(&[("1.csv", &one), ("2.csv", &two)], None);
    assert_eq!((gathered.sessions.len(), gathered.sessions[0].panels.len()), (1, 2), "{said:#?}");
}

#[test]
fn without_a_register_facilities_of_one_name_in_different_places_are_not_mixed() {
    let long = "facility name,place,round,group,indicator,score\n\
        Сумын эмнэлэг,Ховд аймаг,2026-1,women,HC01,4\nСумын эмнэлэг,Увс аймаг,2026-1,women,HC01,2\n";
    let later = "facility name,place,round,group,indicator,score\nСумын эмнэлэг,Ховд аймаг,2026-2,women,HC01,5\n";
    let (gathered, said) = gathered(&[("1.csv", long), ("2.csv", later)], None);
    let ids: Vec<_> = gathered.sessions.iter().map(|s| (s.facility.id.as_str(), s.panels.len())).collect();
    assert_eq!(ids.len(), 3);
    assert_eq!(ids.iter().filter(|(id, n)| id.contains("Ховд") && *n == 1).count(), 2);
    has(&said, "1.csv: \"Сумын эмнэлэг\" stands in another place too");
}

#[test]
fn a_book_with_the_code_of_a_facility_and_the_name_of_its_neighbour_is_questioned() {
    let facility = |id: &str, name: &str| Facility { id: id.into(), name: Label::same(name), ..Facility::default() };
    let register = Register::new([facility("А-1", "Буянт сумын төв"), facility("А-2", "Тариалан сумын төв")]);
    let of = |name: &str| {
        let long = format!("facility,facility name,round,group,indicator,score\nА-1,{name},2026-1,women,HC01,4\n");
        let (gathered, said) = gathered(&[("урт.csv", &long)], Some(&register));
        assert_eq!(gathered.sessions[0].facility.id, "А-1");
        said
    };
    has(
        &of("Тариалан сумын төв"),
        "the cover says \"Тариалан сумын төв\", but the code is that of \"Буянт сумын төв\"",
    );
    has(&of("Огт өөр эмнэлэг"), "[S051]");
    for known in ["Буянт сумын төв", "буянт сумын  ТӨВ", "Буянт сумын төвв", "Буянт", ""]
    {
        assert_eq!(of(known), Vec::<String>::new(), "{known}");
    }
}

#[test]
fn books_that_contradict_each_other_say_where_and_what_to_do() {
    let of = |score: f64| {
        let mut sample = Sample::blank(&instrument(), true);
        sample.set(Block::Provider, 0, "score", score);
        sample
    };
    let read = |name: &str, score| book(of(score).input(name), &Options::default(), &instrument(), None);
    let gathered = gather(vec![read("а.xlsx", 2.0), read("б.xlsx", 2.0), read("в.xlsx", 3.0)]);
    assert!(gathered.sessions.is_empty());
    assert_eq!(gathered.unreadable.len(), 3);
    let said = said(&gathered.problems);
    has(&said, "it contradicts \"в.xlsx\"; neither is used. They differ on the sheet Self-evaluation. Keep the one");
    has(&said, "б.xlsx: KhFHC-03, 2026-1: it contradicts \"в.xlsx\"");
    has(&said, "в.xlsx: KhFHC-03, 2026-1: it contradicts \"а.xlsx\"");
}

#[test]
fn the_source_of_an_entitlement_is_read_from_the_book() {
    let mut sample = Sample::blank(&instrument(), true);
    sample.set(Block::Inputs, 0, "actual", 3.0).set(Block::Inputs, 0, "source", "Аймгийн тушаал А/12");
    let (session, _) = read_with(&instrument(), &sample);
    assert_eq!(session.inputs[0].source, "Аймгийн тушаал А/12");
}

#[test]
fn whoever_adds_hundreds_of_things_has_mistyped_none_of_them() {
    let mut long = String::from("facility,round,group,indicator,score\n");
    for i in 0..600 {
        long.push_str(&format!("А-1,2026-1,women,Шинэ зүйл {i},4\n"));
    }
    long.push_str("А-1,2026-1,women,Хүлээх хугацааг,4\n");
    let (gathered, said) = gathered(&[("урт.csv", &long)], None);
    assert_eq!(gathered.sessions[0].panels.len(), 601);
    has(&said, "\"Хүлээх хугацааг\" is not in the instrument and was kept as added in the field");
}
