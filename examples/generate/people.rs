//! Made-up respondents: where they live, how they were sampled, who they are.

use crate::dice::Dice;
use crate::places::Place;

/// How many clusters of how many respondents are drawn in each place.
pub struct Plan {
    /// The places with the clusters in town and in the countryside.
    pub places: Vec<(&'static Place, usize, usize)>,
    /// Respondents in a cluster.
    pub in_cluster: usize,
    /// Decides places, clusters and their quality; the same in every round of one survey.
    pub frame_seed: u64,
    /// Decides people and answers; another one in each round.
    pub seed: u64,
    /// How much better services have become since the first round.
    pub better: f64,
}

/// Somebody who was asked.
pub struct Person {
    /// The place.
    pub place: &'static Place,
    /// The soum, or the district.
    pub soum: &'static str,
    /// Whether the cluster lies in town.
    pub urban: bool,
    /// Cluster, counted anew in each place.
    pub psu: usize,
    /// Sampling weight.
    pub weight: f64,
    /// How good services are around here: place, cluster and round together.
    pub quality: f64,
    /// A woman.
    pub female: bool,
    /// Years.
    pub age: usize,
    /// Counted as poor.
    pub poor: bool,
    /// From a herder household.
    pub herder: bool,
    /// Has a disability.
    pub disability: bool,
    /// Lives here for the time being.
    pub temporary: bool,
    /// Level of education, 1 to 4.
    pub schooling: f64,
    /// Own health, 1 to 5.
    pub health: f64,
}

impl Person {
    /// The stratum: place, town or countryside.
    pub fn stratum(&self) -> String {
        let name = self.place.name.trim_end_matches(" аймаг");
        format!("{name} – {}", if self.urban { "төв" } else { "хөдөө" })
    }

    /// How well services treat this person: the quality around, less for the poor and in the countryside.
    pub fn luck(&self) -> f64 {
        let less = |yes: bool, by: f64| if yes { by } else { 0.0 };
        self.quality
            - less(self.poor, 0.35)
            - less(!self.urban, 0.1)
            - less(self.disability, 0.2)
            - less(self.temporary, 0.15)
    }
}

/// Everybody who is asked.
pub fn people(plan: &Plan) -> Vec<Person> {
    let mut frame = Dice::new(plan.frame_seed);
    let mut dice = Dice::new(plan.seed);
    // Dice of their own, so that what was asked later changes nothing that was there before.
    let mut later = Dice::new(plan.seed ^ 0x5EED);
    let mut people = Vec::new();
    for (place, urban, rural) in &plan.places {
        for psu in 1..=urban + rural {
            let in_town = psu <= *urban;
            let soum = if in_town { place.centre } else { place.soums[psu % place.soums.len()] };
            let quality = place.effect + 0.3 * frame.normal() + plan.better;
            let (part, clusters) = if in_town { (0.4, *urban) } else { (0.6, *rural) };
            let part = if place.district || *urban == 0 { 1.0 } else { part };
            // Grown-ups of the stratum over the respondents drawn there, a little uneven from cluster to cluster.
            let weight = 0.65 * part * place.people / (clusters * plan.in_cluster) as f64 * (0.8 + 0.4 * frame.unit());
            for _ in 0..plan.in_cluster {
                let mut person = person(place, soum, in_town, psu, round(weight, 2), quality, &mut dice);
                asked_later(&mut person, &mut later);
                people.push(person);
            }
        }
    }
    people
}

fn person(
    place: &'static Place,
    soum: &'static str,
    urban: bool,
    psu: usize,
    weight: f64,
    quality: f64,
    dice: &mut Dice,
) -> Person {
    let female = dice.chance(0.55);
    let age = 18 + (dice.unit() * dice.unit() * 70.0) as usize;
    let herder = !urban && dice.chance(0.55);
    let poor = dice.chance(if urban { 0.27 } else { 0.35 });
    let disability = dice.chance(0.03 + if age > 55 { 0.09 } else { 0.0 });
    let temporary = dice.chance(if place.district { 0.15 } else { 0.05 });
    let (schooling, health) = (0.0, 0.0);
    Person {
        place,
        soum,
        urban,
        psu,
        weight,
        quality,
        female,
        age,
        poor,
        herder,
        disability,
        temporary,
        schooling,
        health,
    }
}

/// Schooling and own health: less with age, poverty and disability.
fn asked_later(person: &mut Person, dice: &mut Dice) {
    let less = |yes: bool, by: f64| if yes { by } else { 0.0 };
    let older = person.age as f64 - 35.0;
    let schooling = 2.6 - 0.01 * older - less(person.poor, 0.5) - less(!person.urban, 0.3) + 0.9 * dice.normal();
    let health = 3.7 - 0.02 * older - less(person.poor, 0.2) - less(person.disability, 0.9) + 0.8 * dice.normal();
    person.schooling = schooling.round().clamp(1.0, 4.0);
    person.health = health.round().clamp(1.0, 5.0);
}

/// A number rounded to this many decimals.
pub fn round(x: f64, decimals: i32) -> f64 {
    let unit = 10f64.powi(decimals);
    (x * unit).round() / unit
}
