//! The places of the made-up surveys, with the spellings in which they arrive.

/// An aimag, or a district of the capital.
pub struct Place {
    /// What goes into the area column.
    pub name: &'static str,
    /// Other spellings that ought to be understood.
    pub others: &'static [&'static str],
    /// A district: everybody lives in town.
    pub district: bool,
    /// People who live there, roughly; only the weights depend on it.
    pub people: f64,
    /// How much better than the middle its services are.
    pub effect: f64,
    /// Its centre.
    pub centre: &'static str,
    /// Some of its other soums.
    pub soums: &'static [&'static str],
}

/// Nine aimags and three districts. Govisumber is in the place set too and sent no data.
pub const PLACES: &[Place] = &[
    Place {
        name: "Ховд",
        others: &["Ховд аймаг", "Ховд аймгийн", "Khovd", "Hovd", "84"],
        district: false,
        people: 88_974.0,
        effect: 0.25,
        centre: "Жаргалант",
        soums: &["Булган", "Манхан", "Дарви"],
    },
    Place {
        name: "Увс",
        others: &["Увс аймаг", "Uvs", "MN85"],
        district: false,
        people: 84_294.0,
        effect: -0.05,
        centre: "Улаангом",
        soums: &["Давст", "Малчин", "Наранбулаг"],
    },
    Place {
        name: "Хөвсгөл",
        others: &["Хөвсгөл аймаг", "Хөвсгөл аймгийн", "Khuvsgul", "Hovsgol", "Khövsgöl", "Хувсгул", "67"],
        district: false,
        people: 136_058.0,
        effect: -0.3,
        centre: "Мөрөн",
        soums: &["Галт", "Рашаант", "Их-Уул"],
    },
    Place {
        name: "Сэлэнгэ",
        others: &["Сэлэнгэ аймаг", "Selenge", "MN-049"],
        district: false,
        people: 108_370.0,
        effect: 0.1,
        centre: "Сүхбаатар",
        soums: &["Мандал", "Ерөө", "Орхон"],
    },
    Place {
        name: "Дорнод",
        others: &["Дорнод аймаг", "Dornod", "MN21"],
        district: false,
        people: 83_473.0,
        effect: 0.0,
        centre: "Хэрлэн",
        soums: &["Матад", "Халхгол", "Баян-Уул"],
    },
    Place {
        name: "Хэнтий",
        others: &["Хэнтий аймаг", "Khentii", "Hentii"],
        district: false,
        people: 78_507.0,
        effect: 0.15,
        centre: "Хэрлэн",
        soums: &["Биндэр", "Дадал", "Галшир"],
    },
    Place {
        name: "Сүхбаатар аймаг",
        others: &["Сүхбаатар аймгийн", "Sukhbaatar aimag", "MN22"],
        district: false,
        people: 64_307.0,
        effect: -0.1,
        centre: "Баруун-Урт",
        soums: &["Асгат", "Онгон", "Дарьганга"],
    },
    Place {
        name: "Говь-Алтай",
        others: &["Govi-Altai", "Gobi-Altai", "Говьалтай"],
        district: false,
        people: 58_343.0,
        effect: -0.2,
        centre: "Есөнбулаг",
        soums: &["Бигэр", "Тонхил", "Дэлгэр"],
    },
    Place {
        name: "Өвөрхангай",
        others: &["Өвөрхангай аймаг", "Uvurkhangai", "Övörkhangai", "62"],
        district: false,
        people: 116_785.0,
        effect: 0.05,
        centre: "Арвайхээр",
        soums: &["Богд", "Бүрд", "Бат-Өлзий"],
    },
    Place {
        name: "Сонгинохайрхан",
        others: &["Сонгинохайрхан дүүрэг", "СХД", "Songinokhairkhan", "Songino-Khairkhan"],
        district: true,
        people: 335_703.0,
        effect: -0.25,
        centre: "Сонгинохайрхан",
        soums: &[],
    },
    Place {
        name: "Баянзүрх",
        others: &["Баянзүрх дүүрэг", "БЗД", "Bayanzurkh", "Bayanzürkh"],
        district: true,
        people: 367_679.0,
        effect: -0.1,
        centre: "Баянзүрх",
        soums: &[],
    },
    Place {
        name: "Чингэлтэй",
        others: &["Чингэлтэй дүүрэг", "ЧД", "Chingeltei"],
        district: true,
        people: 151_203.0,
        effect: 0.2,
        centre: "Чингэлтэй",
        soums: &[],
    },
];

/// The place that sent no health data, for surveys that reached it.
pub const GOVISUMBER: &Place = &Place {
    name: "Говьсүмбэр",
    others: &["Говьсүмбэр аймаг", "Govisumber", "42"],
    district: false,
    people: 18_008.0,
    effect: 0.0,
    centre: "Сүмбэр",
    soums: &["Баянтал", "Шивээговь"],
};

/// The place of this name.
pub fn named(name: &str) -> Option<&'static Place> {
    PLACES.iter().find(|p| p.name == name)
}
