//! What adjusted values, composites and observers rest on: case mix, robustness, consistency, agreement.

use super::book::{Book, format, signed};
use crate::compare::{Agreement, CaseMix, CaseMixModel, Consistency, Recipe, Robustness};
use crate::lang::Label;
use crate::report::parts::{
    across, column, count, figure, figure_or, grid, joined, nothing, num, paragraph, phrase, row, same, text,
};
use crate::report::words::{CompareWord, Word, fill, t};
use crate::report::{Absent, Block, ColumnKind, Format, Grid, GridRow, Section, Value};

/// The sheets that there are numbers for.
pub fn sections(book: &Book) -> Vec<Section> {
    let comparison = book.comparison;
    let mut sections = Vec::new();
    sections.extend(comparison.case_mix.as_ref().map(|mix| case_mix(book, mix)));
    if !comparison.robustness.is_empty() || !comparison.consistency.is_empty() {
        sections.push(composites(book));
    }
    sections.extend(comparison.agreement.as_ref().map(|found| agreement(book, found)));
    sections
}

fn case_mix(book: &Book, mix: &CaseMix) -> Section {
    let mut blocks = vec![paragraph(t(CompareWord::AboutCaseMix))];
    if !mix.left_out.is_empty() {
        let what = joined(&mix.left_out, "; ");
        blocks.push(paragraph(phrase("{0}: {1}", "{0}: {1}", &[what, t(CompareWord::LeftOut)])));
    }
    blocks.push(Block::Grid(coefficients(book, mix)));
    blocks.push(Block::Grid(moves(book, mix)));
    across("case-mix", CompareWord::SheetCaseMix, blocks)
}

fn model_head(book: &Book, model: &CaseMixModel) -> Vec<Value> {
    vec![text(book.comparison.figures[model.figure].title.clone()), text(book.group_title(model.group))]
}

fn coefficients(book: &Book, mix: &CaseMix) -> Grid {
    use ColumnKind::{Count, Measure, Text};
    let columns = vec![
        column("figure", CompareWord::Figure, Text),
        column("group", CompareWord::PeerGroup, Text),
        column("adjuster", CompareWord::Adjuster, Text),
        column("coefficient", CompareWord::Coefficient, Measure),
        column("se", Word::StandardError, Measure),
        column("n", Word::Base, Count),
    ];
    let rows = mix.models.iter().flat_map(|model| {
        let factor = book.comparison.figures[model.figure].factor();
        mix.adjusters.iter().zip(&model.coefficients).map(move |((_, title), found)| {
            let mut values = model_head(book, model);
            values.push(text(title.clone()));
            match found {
                Some((value, se)) => values.extend([
                    figure_or(Some(value * factor), Format::Signed(2), Absent::NotApplicable),
                    figure_or(Some(se * factor), Format::Plain(2), Absent::NoError),
                ]),
                None => values.extend([text(t(CompareWord::LeftOut)), nothing()]),
            }
            values.push(count(model.n));
            row(values)
        })
    });
    let mut made = grid("case-mix.coefficients", t(CompareWord::Coefficients), columns, 3, rows.collect());
    made.notes.push(Label::new(
        "Коэффициент: тухайн шинж нэгээр их байхад үзүүлэлт хэдэн нэгжээр өөрчлөгдөх вэ, нэг байгууллага дотор.",
        "A coefficient says by how much the figure changes when the trait is higher by one, within one facility.",
    ));
    made.notes.extend(mix.models.iter().filter_map(|model| f_test(book, model)));
    made
}

fn f_test(book: &Book, model: &CaseMixModel) -> Option<Label> {
    let (f, df, of) = model.f?;
    let facts = [
        t(CompareWord::FTest),
        book.comparison.figures[model.figure].title.clone(),
        num(f, Format::Plain(2)),
        num(df, Format::Plain(0)),
        num(of, Format::Plain(0)),
    ];
    Some(phrase("{0} ({1}): F = {2} ({3}; {4})", "{0} ({1}): F = {2} ({3}; {4})", &facts))
}

fn moves(book: &Book, mix: &CaseMix) -> Grid {
    use ColumnKind::{Measure, Text};
    let columns = vec![
        column("figure", CompareWord::Figure, Text),
        column("group", CompareWord::PeerGroup, Text),
        column("facility", Word::Facility, Text),
        column("raw", CompareWord::Raw, Measure),
        column("adjusted", CompareWord::Adjusted, Measure),
        column("move", CompareWord::Move, Measure),
    ];
    let rows = mix.models.iter().flat_map(|model| {
        let of = &book.comparison.figures[model.figure];
        model.moves.iter().map(move |(facility, raw, adjusted)| {
            let mut values = model_head(book, model);
            values.extend([
                text(book.subject(*facility).name.clone()),
                figure_or(Some(raw * of.factor()), format(of), Absent::NoData),
                figure_or(Some(adjusted * of.factor()), format(of), Absent::NoData),
                figure_or(Some((adjusted - raw) * of.factor()), signed(of), Absent::NoData),
            ]);
            row(values)
        })
    });
    grid("case-mix.moves", t(CompareWord::MovesTitle), columns, 3, rows.collect())
}

fn composites(book: &Book) -> Section {
    let comparison = book.comparison;
    let mut blocks = vec![paragraph(t(CompareWord::AboutComposites))];
    if !comparison.robustness.is_empty() {
        blocks.push(Block::Grid(recipes(book, &comparison.robustness)));
        blocks.push(Block::Grid(ranges(book, &comparison.robustness)));
    }
    if !comparison.consistency.is_empty() {
        blocks.push(Block::Grid(consistency(book, &comparison.consistency)));
    }
    across("composites", CompareWord::SheetComposites, blocks)
}

fn recipes(book: &Book, all: &[Robustness]) -> Grid {
    use ColumnKind::{Measure, Text};
    let columns = vec![
        column("figure", CompareWord::Figure, Text),
        column("group", CompareWord::PeerGroup, Text),
        column("recipe", CompareWord::RecipeName, Text),
        column("mean_shift", CompareWord::MeanShift, Measure),
        column("max_shift", CompareWord::MaxShift, Measure),
        column("spearman", CompareWord::Spearman, Measure),
        column("kendall", CompareWord::Kendall, Measure),
    ];
    let rows = all.iter().flat_map(|one| {
        one.recipes.iter().map(move |result| {
            row(vec![
                text(book.comparison.figures[one.figure].title.clone()),
                text(book.group_title(one.group)),
                text(recipe(&result.recipe)),
                figure(result.mean_shift, Format::Plain(1)),
                figure(result.max_shift, Format::Plain(1)),
                figure_or(result.spearman, Format::Plain(2), Absent::NotApplicable),
                figure_or(result.kendall, Format::Plain(2), Absent::NotApplicable),
            ])
        })
    });
    grid("composites.recipes", t(CompareWord::RecipesTitle), columns, 3, rows.collect())
}

fn recipe(recipe: &Recipe) -> Label {
    match recipe {
        Recipe::EqualWeights => t(CompareWord::RecipeEqual),
        Recipe::Geometric => t(CompareWord::RecipeGeometric),
        Recipe::Arithmetic => t(CompareWord::RecipeArithmetic),
        Recipe::Ranks => t(CompareWord::RecipeRanks),
        Recipe::Standardised => t(CompareWord::RecipeStandardised),
        Recipe::Without(part) => fill(CompareWord::RecipeWithout, std::slice::from_ref(part)),
    }
}

fn ranges(book: &Book, all: &[Robustness]) -> Grid {
    use ColumnKind::{Measure, Text};
    let columns = vec![
        column("figure", CompareWord::Figure, Text),
        column("group", CompareWord::PeerGroup, Text),
        column("facility", Word::Facility, Text),
        column("stated", CompareWord::StatedRank, Measure),
        column("best", CompareWord::LowestRank, Measure),
        column("worst", CompareWord::HighestRank, Measure),
    ];
    let rows = all.iter().flat_map(|one| {
        one.facilities.iter().zip(&one.ranks).map(move |(facility, (low, high, stated))| {
            let rank = |rank: f64| figure_or(Some(rank), Format::Plain(u8::from(rank.fract() != 0.0)), Absent::NoData);
            row(vec![
                text(book.comparison.figures[one.figure].title.clone()),
                text(book.group_title(one.group)),
                text(book.subject(*facility).name.clone()),
                rank(*stated),
                rank(*low),
                rank(*high),
            ])
        })
    });
    grid("composites.ranks", t(CompareWord::RankRanges), columns, 3, rows.collect())
}

fn consistency(book: &Book, all: &[Consistency]) -> Grid {
    use ColumnKind::{Count, Measure, Text};
    let columns = vec![
        column("figure", CompareWord::Figure, Text),
        column("part", CompareWord::Part, Text),
        column("alpha", CompareWord::Alpha, Measure),
        column("interval", Word::Interval, Measure),
        column("item_rest", CompareWord::ItemRest, Measure),
        column("without", CompareWord::AlphaWithout, Measure),
        column("n", CompareWord::Facilities, Count),
    ];
    let two = |value: Option<f64>| figure_or(value, Format::Plain(2), Absent::NotApplicable);
    let rows = all.iter().flat_map(|one| {
        let title = text(book.comparison.figures[one.figure].title.clone());
        let interval =
            one.alpha.map_or_else(nothing, |(_, low, high)| Value::Interval { low, high, format: Format::Plain(2) });
        let whole = vec![
            title.clone(),
            text(t(Word::All)),
            two(one.alpha.map(|alpha| alpha.0)),
            interval,
            nothing(),
            nothing(),
            count(one.n),
        ];
        let parts = one.parts.iter().map(move |(part, rest, without)| {
            row(vec![title.clone(), text(part.clone()), nothing(), nothing(), two(*rest), two(*without), count(one.n)])
        });
        std::iter::once(GridRow { role: crate::report::RowRole::Total, values: whole }).chain(parts).collect::<Vec<_>>()
    });
    grid("composites.consistency", t(CompareWord::ConsistencyTitle), columns, 2, rows.collect())
}

fn agreement(book: &Book, found: &Agreement) -> Section {
    use ColumnKind::{Code, Count, Measure, Text};
    let columns = vec![
        column("figure", CompareWord::Figure, Text),
        column("id", Word::Code, Code),
        column("n", CompareWord::Facilities, Count),
        column("icc_one", CompareWord::IccOne, Measure),
        column("icc_mean", CompareWord::IccMean, Measure),
        column("krippendorff", CompareWord::Krippendorff, Measure),
    ];
    let two = |value: Option<f64>| figure_or(value, Format::Plain(2), Absent::NotApplicable);
    let rows = found.figures.iter().map(|one| {
        let of = &book.comparison.figures[one.figure];
        let numbers = [two(one.icc_one), two(one.icc_mean), two(one.krippendorff)];
        row([vec![text(of.title.clone()), same(&of.id), count(one.n)], numbers.to_vec()].concat())
    });
    let about = phrase(
        "{0} байгууллагад хоёр ба түүнээс олон ажиглагч очсон.",
        "{0} facilities were seen by two observers or more.",
        &[crate::report::parts::counted(found.facilities)],
    );
    let table = grid("agreement", t(CompareWord::AgreementTitle), columns, 1, rows.collect());
    let blocks = vec![paragraph(about), paragraph(t(CompareWord::AboutAgreement)), Block::Grid(table)];
    across("agreement", CompareWord::SheetAgreement, blocks)
}
