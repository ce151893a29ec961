//! What a scorecard workbook holds: its sheets, their tables, the columns of each, with every word they are known by.
//!
//! The blank workbook is written from this list and a filled one is read with it, so the two can't drift apart. Nothing
//! here is a cell address: a table is wherever its header stands.

use crate::lang::Label;

/// The version of this layout, on the hidden sheet of every blank workbook.
pub const VERSION: &str = "1";

/// The hidden sheet: names and values in two columns, then the dictionary of labels.
pub const HIDDEN_SHEET: &str = "masam";

/// A sheet of the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sheet {
    /// Facility, round, who coached; the multi-stakeholder group.
    Cover,
    /// Input tracking.
    Inputs,
    /// Scores of the focus groups.
    Scores,
    /// Votes, for groups that voted one by one.
    Votes,
    /// The provider's self-evaluation.
    Provider,
    /// The interface meeting: who was there, and what was agreed.
    Meeting,
    /// The joint action plan.
    Actions,
}

/// A table of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Block {
    /// On the cover: the multi-stakeholder group.
    Members,
    /// Items, entitlements, what is there.
    Inputs,
    /// Group × indicator: score.
    Scores,
    /// Group × indicator: how many gave which score; the columns of the scores are headed by the score itself.
    Votes,
    /// Indicator: the provider's score.
    Provider,
    /// At the meeting: who was there.
    Attendance,
    /// At the meeting: indicator, agreed score.
    Agreed,
    /// The action plan.
    Actions,
}

/// A name and its value on the cover, the value to the right of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fact {
    /// Identifier of the facility.
    FacilityId,
    /// Its name.
    FacilityName,
    /// Its type.
    FacilityType,
    /// Its soum, district or aimag.
    Place,
    /// The people it serves.
    Catchment,
    /// Who runs it.
    Provider,
    /// The role to turn to.
    Contact,
    /// The round.
    Round,
    /// The day of the interface meeting.
    Held,
    /// The organisation that coached it.
    Facilitator,
    /// How often the multi-stakeholder group met.
    Meetings,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holds {
    /// An identifier; printed, locked, found first.
    Code,
    /// A label that the blank workbook fills in.
    Label,
    /// A text that is written in.
    Text,
    /// A number.
    Number,
    /// A whole number of people.
    People,
    /// A score of the scale.
    Score,
    /// A day.
    Day,
    /// One of a few words: the drop-down has them.
    Choice,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Identifier: `score`.
    pub id: &'static str,
    /// Mongolian header.
    mn: &'static str,
    /// English header.
    en: &'static str,
    /// Other headers it is found by, lower case.
    pub also: &'static [&'static str],
    /// What it holds.
    pub holds: Holds,
    /// Whether a row without it is incomplete.
    pub wanted: bool,
    about_mn: &'static str,
    about_en: &'static str,
}

impl Column {
    /// Its header.
    pub fn title(&self) -> Label {
        Label::new(self.mn, self.en)
    }

    /// What to write there, for the note on its header.
    pub fn about(&self) -> Label {
        Label::new(self.about_mn, self.about_en)
    }
}

macro_rules! columns {
    ($($id:literal: $holds:ident $wanted:literal, $mn:literal, $en:literal, [$($also:literal),*], $about_mn:literal, $about_en:literal;)*) => {
        &[$(Column {
            id: $id, mn: $mn, en: $en, also: &[$($also),*], holds: Holds::$holds, wanted: $wanted,
            about_mn: $about_mn, about_en: $about_en,
        },)*]
    };
}

const HEADCOUNT: &[Column] = columns! {
    "id": Code false, "Код", "Code", ["id"], "", "";
    "who": Label true, "Оролцогч тал", "Stakeholder group", ["оролцогчид", "бүлэг", "stakeholder", "stakeholders", "group"],
        "Бусад талыг доор нь нэмж бичнэ.", "Add others in a new row below.";
    "women": People false, "Эмэгтэй", "Women", ["эм", "female", "f"], "Хүний тоо.", "How many.";
    "men": People false, "Эрэгтэй", "Men", ["эр", "male", "m"], "Хүний тоо.", "How many.";
    "all": People false, "Бүгд", "All", ["нийт", "total", "n"], "Хүйсээр мэдэхгүй бол зөвхөн нийт тоог бичнэ.", "If you don't know women and men, write all.";
};

const INPUTS: &[Column] = columns! {
    "id": Code false, "Код", "Code", ["id", "№"], "", "";
    "item": Label true, "Юуг тоолох", "Item", ["үзүүлэлт", "нэр", "input", "name"], "Нэмэлт зүйлийг доор нь бичнэ.", "Add an item of your own in a new row below.";
    "unit": Label false, "Нэгж", "Unit", ["хэмжих нэгж"], "", "";
    "entitlement": Number false, "Байх ёстой", "Entitlement", ["норм", "эрх", "стандарт", "norm", "standard", "entitled"],
        "Нормыг бичсэн байна. Энэ байгууллагад хамаарахгүй бол \"хамаарахгүй\" гэж бичнэ; нормгүй бол хоосон орхино.",
        "The norm is filled in. Write \"not due\" if this facility isn't due one; leave it blank if there is no norm.";
    "source": Text false, "Эх сурвалж", "Source", ["нормын эх сурвалж"], "Аль хууль, журам, тушаалаар.", "Which law, standard or order says so.";
    "actual": Number true, "Бодит байдал", "Actual", ["одоо байгаа", "байгаа", "бодит"], "Шалгаж үзэхэд хэд байсан. Огт байхгүй бол 0.", "How many there are when you look. 0 if there is none.";
    "evidence": Text false, "Нотолгоо", "Evidence seen", ["баримт", "evidence", "proof"], "Юу харсан, ямар баримтаас.", "What you saw, from which document.";
    "remarks": Text false, "Тайлбар", "Remarks", ["тэмдэглэл", "remark", "comment", "notes"], "", "";
};

const SCORES: &[Column] = columns! {
    "group_id": Code false, "Бүлгийн код", "Group code", ["group id"], "", "";
    "group": Label true, "Бүлэг", "Group", ["зорилтот бүлэг", "ярилцлагын бүлэг", "focus group", "panel"], "Нэмэлт бүлгийг доор нь бичнэ.", "Add a group of your own below.";
    "present": People true, "Оролцсон хүн", "People present", ["оролцогчид", "оролцогчдын тоо", "хүний тоо", "participants", "n_present", "n", "present"],
        "Энэ бүлгийн ярилцлагад хэдэн хүн байсан.", "How many people of this group were present.";
    "id": Code false, "Код", "Code", ["id", "indicator id"], "", "";
    "indicator": Label true, "Үзүүлэлт", "Indicator", ["шалгуур", "criterion", "criteria"], "Нэмэлт үзүүлэлтийг доор нь шинэ мөрөөр бичнэ.", "Write an indicator of your own in a new row below.";
    "score": Score true, "Оноо", "Score", ["үнэлгээ", "community score", "mark"], "Бүлгээрээ тохирсон нэг оноо. Мэдэхгүй бол хоосон орхино; 0 бол оноо.",
        "The one score that the group agreed on. Leave it blank if they don't know; 0 is a score.";
    "reason": Text false, "Шалтгаан", "Reason", ["яагаад", "why", "reasons"], "Яагаад ийм оноо өгсөн бэ?", "Why this score?";
    "suggestion": Text false, "Санал", "Suggestion", ["зөвлөмж", "suggestions", "proposal"], "Сайжруулахын тулд юу хийх вэ?", "What would make it better?";
};

const VOTES: &[Column] = columns! {
    "group_id": Code false, "Бүлгийн код", "Group code", ["group id"], "", "";
    "group": Label true, "Бүлэг", "Group", ["зорилтот бүлэг", "focus group", "panel"], "", "";
    "id": Code false, "Код", "Code", ["id", "indicator id"], "", "";
    "indicator": Label true, "Үзүүлэлт", "Indicator", ["шалгуур", "criterion", "criteria"], "", "";
};

const PROVIDER: &[Column] = columns! {
    "id": Code false, "Код", "Code", ["id", "indicator id"], "", "";
    "indicator": Label true, "Үзүүлэлт", "Indicator", ["шалгуур", "criterion", "criteria"], "Нэмэлт үзүүлэлтийг доор нь шинэ мөрөөр бичнэ.", "Write an indicator of your own in a new row below.";
    "score": Score true, "Өөрийн үнэлгээ", "Own score", ["оноо", "үнэлгээ", "score", "self-score", "provider score", "mark"], "Байгууллагын хамт олон өөрсдөө тохирсон оноо.", "The score that the staff agreed on for themselves.";
    "reason": Text false, "Шалтгаан", "Reason", ["яагаад", "why", "reasons"], "Яагаад ийм оноо өгсөн бэ?", "Why this score?";
};

const AGREED: &[Column] = columns! {
    "id": Code false, "Код", "Code", ["id", "indicator id"], "", "";
    "indicator": Label true, "Үзүүлэлт", "Indicator", ["шалгуур", "criterion", "criteria"], "Нэмэлт үзүүлэлтийг доор нь шинэ мөрөөр бичнэ.", "Write an indicator of your own in a new row below.";
    "score": Score true, "Тохирсон оноо", "Agreed score", ["тохиролцсон оноо", "оноо", "score", "agreed", "consensus"], "Хурал дээр хамтдаа тохирсон оноо.", "The score that both sides agreed on at the meeting.";
    "reason": Text false, "Шалтгаан", "Reason", ["яагаад", "why", "reasons"], "Хоёр талын онооны гадна бол заавал бичнэ.", "Needed when it lies outside the scores of both sides.";
};

const ACTIONS: &[Column] = columns! {
    "id": Code false, "№", "No.", ["код", "id", "no", "number", "дугаар"], "", "";
    "issue": Text true, "Асуудал", "Issue", ["бэрхшээл", "problem"], "Юуг шийдэх вэ?", "What is wrong?";
    "indicator": Choice false, "Үзүүлэлт", "Indicator", ["шалгуур", "criterion"], "Аль үзүүлэлтийн талаар.", "Which indicator it is about.";
    "action": Text true, "Хийх ажил", "Action", ["арга хэмжээ", "үйл ажиллагаа", "activity", "what to do"], "Юу хийх вэ?", "What is to be done?";
    "responsible": Text true, "Хариуцах албан тушаал", "Responsible", ["хариуцах эзэн", "хариуцагч", "хэн", "who", "responsible role"], "Албан тушаал эсвэл байгууллага; хүний нэр бичихгүй.", "A role or an organisation, not a person's name.";
    "supporting": Text false, "Дэмжих тал", "Supporting", ["туслах", "хамтрах", "support", "with"], "Албан тушаал эсвэл байгууллага.", "A role or an organisation.";
    "deadline": Day true, "Хугацаа", "Deadline", ["дуусах хугацаа", "хэзээ", "by when", "due", "when"], "Он-сар-өдөр.", "Year-month-day.";
    "cost": Number false, "Зардал (₮)", "Cost (MNT)", ["зардал", "төсөв", "өртөг", "cost", "budget"], "Төгрөгөөр.", "In tugrugs.";
    "funds": Text false, "Санхүүжилтийн эх үүсвэр", "Source of funds", ["эх үүсвэр", "санхүүжилт", "funds", "funding"], "", "";
    "level": Choice true, "Шийдэх түвшин", "Level that can solve it", ["түвшин", "level"], "Хэн шийдэж чадах вэ?", "Who can solve it?";
    "own_means": Choice false, "Өөрийн нөөцөөр", "By own means", ["өөрийн нөөц", "self-resourced", "own resources"], "Тийм эсвэл Үгүй.", "Yes or no.";
    "status": Choice true, "Явц", "Status", ["төлөв", "хэрэгжилт", "байдал", "progress", "state"], "", "";
    "done_on": Day false, "Хийсэн өдөр", "Date done", ["дууссан өдөр", "done", "completed on"], "Он-сар-өдөр.", "Year-month-day.";
    "evidence": Text false, "Нотолгоо", "Evidence", ["баримт", "proof"], "Юунаас харж болох вэ?", "What shows that it was done?";
    "verified_by": Text false, "Баталгаажуулсан", "Verified by", ["шалгасан", "verified"], "Албан тушаал эсвэл байгууллага.", "A role or an organisation.";
};

impl Sheet {
    /// Every sheet, in the order of the workbook.
    pub const ALL: [Sheet; 7] =
        [Sheet::Cover, Sheet::Inputs, Sheet::Scores, Sheet::Votes, Sheet::Provider, Sheet::Meeting, Sheet::Actions];

    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Sheet::Cover => "cover",
            Sheet::Inputs => "inputs",
            Sheet::Scores => "scores",
            Sheet::Votes => "votes",
            Sheet::Provider => "provider",
            Sheet::Meeting => "meeting",
            Sheet::Actions => "actions",
        }
    }

    /// Its name on the tab.
    pub fn title(self) -> Label {
        match self {
            Sheet::Cover => Label::new("Нүүр", "Cover"),
            Sheet::Inputs => Label::new("Хангамж", "Inputs"),
            Sheet::Scores => Label::new("Иргэдийн оноо", "Community scores"),
            Sheet::Votes => Label::new("Санал хураалт", "Votes"),
            Sheet::Provider => Label::new("Өөрийн үнэлгээ", "Self-evaluation"),
            Sheet::Meeting => Label::new("Нэгдсэн хурал", "Interface meeting"),
            Sheet::Actions => Label::new("Төлөвлөгөө", "Action plan"),
        }
    }

    /// The tables on it, from top to bottom.
    pub fn blocks(self) -> &'static [Block] {
        match self {
            Sheet::Cover => &[Block::Members],
            Sheet::Inputs => &[Block::Inputs],
            Sheet::Scores => &[Block::Scores],
            Sheet::Votes => &[Block::Votes],
            Sheet::Provider => &[Block::Provider],
            Sheet::Meeting => &[Block::Attendance, Block::Agreed],
            Sheet::Actions => &[Block::Actions],
        }
    }

    /// Whether a book without anything on it is incomplete. Votes are an alternative to scores.
    pub fn wanted(self) -> bool {
        self != Sheet::Votes
    }
}

impl Block {
    /// Every table.
    pub const ALL: [Block; 8] = [
        Block::Members,
        Block::Inputs,
        Block::Scores,
        Block::Votes,
        Block::Provider,
        Block::Attendance,
        Block::Agreed,
        Block::Actions,
    ];

    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Block::Members => "members",
            Block::Inputs => "inputs",
            Block::Scores => "scores",
            Block::Votes => "votes",
            Block::Provider => "provider",
            Block::Attendance => "attendance",
            Block::Agreed => "agreed",
            Block::Actions => "actions",
        }
    }

    /// Its heading.
    pub fn title(self) -> Label {
        match self {
            Block::Members => Label::new("Олон талт бүлгийн бүрэлдэхүүн", "The multi-stakeholder group"),
            Block::Inputs => Label::new(
                "Хангамжийн хяналт: байх ёстой, байгаа",
                "Input tracking: what there should be, what there is",
            ),
            Block::Scores => Label::new("Бүлгүүдийн өгсөн оноо", "Scores of the focus groups"),
            Block::Votes => {
                Label::new("Хүн бүрийн санал: хэдэн хүн аль оноог өгсөн", "Votes: how many people gave which score")
            }
            Block::Provider => Label::new("Байгууллагын өөрийн үнэлгээ", "The provider's self-evaluation"),
            Block::Attendance => Label::new("Хуралд оролцогчид", "Who was at the meeting"),
            Block::Agreed => Label::new("Хамтдаа тохирсон оноо", "The agreed scores"),
            Block::Actions => Label::new("Хамтарсан төлөвлөгөө", "The joint action plan"),
        }
    }

    /// The sheet it stands on in a blank workbook.
    pub fn sheet(self) -> Sheet {
        match self {
            Block::Members => Sheet::Cover,
            Block::Inputs => Sheet::Inputs,
            Block::Scores => Sheet::Scores,
            Block::Votes => Sheet::Votes,
            Block::Provider => Sheet::Provider,
            Block::Attendance | Block::Agreed => Sheet::Meeting,
            Block::Actions => Sheet::Actions,
        }
    }

    /// Its columns, from left to right.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Block::Members | Block::Attendance => HEADCOUNT,
            Block::Inputs => INPUTS,
            Block::Scores => SCORES,
            Block::Votes => VOTES,
            Block::Provider => PROVIDER,
            Block::Agreed => AGREED,
            Block::Actions => ACTIONS,
        }
    }
}

impl Fact {
    /// Every fact, in the order of the cover.
    pub const ALL: [Fact; 11] = [
        Fact::FacilityId,
        Fact::FacilityName,
        Fact::FacilityType,
        Fact::Place,
        Fact::Catchment,
        Fact::Provider,
        Fact::Contact,
        Fact::Round,
        Fact::Held,
        Fact::Facilitator,
        Fact::Meetings,
    ];

    /// Stable name; on the hidden sheet too.
    pub fn id(self) -> &'static str {
        match self {
            Fact::FacilityId => "facility_id",
            Fact::FacilityName => "facility_name",
            Fact::FacilityType => "facility_type",
            Fact::Place => "place",
            Fact::Catchment => "catchment",
            Fact::Provider => "provider",
            Fact::Contact => "contact",
            Fact::Round => "round",
            Fact::Held => "held",
            Fact::Facilitator => "facilitator",
            Fact::Meetings => "meetings",
        }
    }

    /// Its words on the cover.
    pub fn title(self) -> Label {
        match self {
            Fact::FacilityId => Label::new("Байгууллагын код", "Facility code"),
            Fact::FacilityName => Label::new("Байгууллагын нэр", "Facility"),
            Fact::FacilityType => Label::new("Төрөл", "Type"),
            Fact::Place => Label::new("Аймаг, сум / дүүрэг", "Aimag and soum, or district"),
            Fact::Catchment => Label::new("Үйлчлүүлэх хүний тоо", "People served"),
            Fact::Provider => Label::new("Өмчийн хэлбэр", "Run by"),
            Fact::Contact => Label::new("Холбогдох албан тушаал", "Contact role"),
            Fact::Round => Label::new("Үе шат", "Round"),
            Fact::Held => Label::new("Нэгдсэн хурлын өдөр", "Day of the interface meeting"),
            Fact::Facilitator => Label::new("Чиглүүлэгч байгууллага", "Facilitating organisation"),
            Fact::Meetings => {
                Label::new("Олон талт бүлэг хэдэн удаа хуралдсан", "Meetings of the multi-stakeholder group")
            }
        }
    }

    /// Other words it is found by, lower case.
    pub fn also(self) -> &'static [&'static str] {
        match self {
            Fact::FacilityId => &["код", "id", "facility id", "байгууллагын id"],
            Fact::FacilityName => &["нэр", "байгууллага", "эмнэлэг", "сургууль", "facility name", "name"],
            Fact::FacilityType => &["байгууллагын төрөл", "facility type"],
            Fact::Place => &["аймаг", "дүүрэг", "сум", "хаяг", "place", "aimag", "district"],
            Fact::Catchment => &["хамрах хүрээ", "хүн ам", "catchment", "population"],
            Fact::Provider => &["эзэмшигч", "provider", "ownership"],
            Fact::Contact => &["холбоо барих", "contact"],
            Fact::Round => &["үе", "тойрог", "удаа", "wave"],
            Fact::Held => &["огноо", "өдөр", "хурлын огноо", "date", "meeting date", "day"],
            Fact::Facilitator => &["ттб", "чиглүүлэгч", "facilitator", "ngo", "coach"],
            Fact::Meetings => &["хурлын тоо", "meetings", "number of meetings"],
        }
    }
}

/// The words for an entitlement that isn't due, lower case; the first in each language is what a blank workbook asks for.
pub const NOT_DUE: (&[&str], &[&str]) =
    (&["хамаарахгүй", "эрхгүй", "шаардлагагүй"], &["not due", "not entitled", "not applicable", "n/a", "na"]);

/// The words for yes and no in choices, lower case.
pub const YES: &[&str] = &["тийм", "yes", "y", "1", "true", "✓", "v"];
/// See [`YES`].
pub const NO: &[&str] = &["үгүй", "no", "n", "0", "false"];
