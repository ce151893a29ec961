//! The words themselves: name, Mongolian, English.

use crate::lang::Lang;

/// Declares every word once, so that a word without one of its languages can't be written.
macro_rules! words {
    ($($name:ident = $mn:literal, $en:literal;)*) => {
        /// The name of a fixed word or phrase.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Word { $(#[doc = $en] $name,)* }

        impl Word {
            /// Every word there is.
            pub const ALL: &'static [Word] = &[$(Word::$name,)*];

            /// The word in one language.
            pub fn get(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Word::$name, Lang::Mn) => $mn, (Word::$name, Lang::En) => $en,)* }
            }
        }
    };
}

words! {
    // Kinds of cards.
    CitizenReportCard = "Иргэдийн үнэлгээний хуудас", "Citizen report card";
    CommunityScorecard = "Олон нийтийн үнэлгээний карт", "Community scorecard";
    FacilityComparison = "Байгууллага хоорондын харьцуулалт", "Facility comparison";

    // Sheets. Short: they are printed on tabs.
    SheetCover = "Нүүр", "Cover";
    SheetSummary = "Хураангуй", "Summary";
    SheetScores = "Оноо", "Scores";
    SheetDetail = "Дэлгэрэнгүй", "Detail";
    SheetGaps = "Зөрүү", "Gaps";
    SheetBreakdowns = "Бүлгээр", "By group";
    SheetChanges = "Өөрчлөлт", "Changes";
    SheetComposites = "Нэгтгэсэн оноо", "Composites";
    SheetFacilities = "Байгууллагууд", "Facilities";
    SheetPlaces = "Газар нутаг", "Places";
    SheetActions = "Төлөвлөгөө", "Action plan";
    SheetQuality = "Мэдээллийн чанар", "Data quality";
    SheetMethods = "Аргачлал", "Methods";
    SheetCodebook = "Тайлбар толь", "Codebook";
    SheetData = "Өгөгдөл", "Data";
    Contents = "Агуулга", "Contents";

    // Cover.
    Instrument = "Асуулга, хувилбар", "Instrument and version";
    Sector = "Салбар", "Sector";
    Round = "Судалгааны үе шат", "Round";
    PreviousRound = "Өмнөх үе шат", "Previous round";
    Source = "Эх сурвалж", "Source";
    File = "Файл", "File";
    Date = "Огноо", "Date";
    FieldDates = "Судалгаа авсан хугацаа", "Dates of interviews";
    PlaceSet = "Хамрах газар", "Place set";
    PlacesWithData = "Мэдээлэлтэй газар", "Places with data";
    PlacesWithoutData = "Мэдээлэл ирээгүй газар", "Places without data";
    PlacesWithDataOf = "Нийт {1} газраас {0} нь мэдээлэлтэй", "{0} of {1} places have data";
    Respondents = "Судалгаанд оролцогчид", "Respondents";
    RowsRead = "Уншсан мөр", "Rows read";
    RowsUsed = "Тооцоонд орсон мөр", "Rows used";
    RowsLeftOut = "Тооцоонд ороогүй мөр", "Rows left out";
    MadeWith = "Боловсруулсан програм", "Made with";
    PreparedBy = "Боловсруулсан", "Prepared by";
    Options = "Сонголтууд", "Options";
    Option = "Сонголт", "Option";
    Value = "Утга", "Value";

    // What a row is about.
    Place = "Газар", "Place";
    Area = "Аймаг, дүүрэг", "Aimag or district";
    Aimag = "Аймаг", "Aimag";
    District = "Дүүрэг", "District";
    Soum = "Сум", "Soum";
    Facility = "Байгууллага", "Facility";
    Indicator = "Үзүүлэлт", "Indicator";
    Dimension = "Үнэлгээний чиглэл", "Dimension";
    Composite = "Нэгтгэсэн оноо", "Composite";
    Grouping = "Ангилал", "Grouping";
    Group = "Бүлэг", "Group";
    Question = "Асуулт", "Question";
    Answer = "Хариулт", "Answer";
    Code = "Код", "Code";
    Label = "Нэр", "Label";
    Kind = "Төрөл", "Kind";
    Unit = "Хэмжих нэгж", "Unit";
    Column = "Багана", "Column";
    Sheet = "Хуудас", "Sheet";
    Row = "Мөр", "Row";
    Number = "Тоо", "Number";
    About = "Тайлбар", "About";
    Note = "Тэмдэглэл", "Note";
    All = "Бүгд", "All";
    AllPlaces = "Бүх газар", "All places";
    AveragePlaces = "Газруудын дундаж", "Average of the places";
    Total = "Нийт", "Total";
    Men = "Эрэгтэй", "Men";
    Women = "Эмэгтэй", "Women";
    Rank = "Эрэмбэ", "Rank";

    // Estimates.
    Estimate = "Үнэлгээ", "Estimate";
    Score = "Оноо", "Score";
    StandardError = "Стандарт алдаа", "Standard error";
    Interval = "Итгэх интервал", "Confidence interval";
    IntervalAt = "{0} % итгэх интервал", "{0}% confidence interval";
    Low = "Доод хязгаар", "Low";
    High = "Дээд хязгаар", "High";
    Level = "Итгэх түвшин", "Confidence level";
    MarginOfError = "Алдааны хязгаар", "Margin of error";
    Base = "Хариултын тоо (n)", "Answers (n)";
    BaseWeighted = "Жинлэсэн суурь", "Weighted base";
    BaseOf = "Хэнээс асуусан", "Asked of";
    Clusters = "Түүврийн нэгж", "Clusters";
    Strata = "Түүврийн давхарга", "Strata";
    Weight = "Жин", "Weight";
    DesignEffect = "Түүврийн загварын нөлөө (deff)", "Design effect (deff)";
    EffectiveBase = "Үр нөлөөт суурь", "Effective base";
    DegreesOfFreedom = "Чөлөөний зэрэг", "Degrees of freedom";
    PValue = "p утга", "p-value";
    PValueAdjusted = "Зассан p утга", "Adjusted p-value";
    Mean = "Дундаж", "Mean";
    Median = "Медиан", "Median";
    Share = "Хувь", "Share";
    Net = "Цэвэр зөрүү", "Net share";
    Ratio = "Харьцаа", "Ratio";
    Quantile = "Квантиль", "Quantile";
    Percent = "хувь", "percent";
    Points = "оноо", "points";
    PercentagePoints = "нэгж хувь", "percentage points";
    Measure = "Хэмжүүр", "Measure";
    Direction = "Чиг", "Direction";
    HigherIsBetter = "Их байх нь сайн", "Higher is better";
    LowerIsBetter = "Бага байх нь сайн", "Lower is better";
    NeitherIsBetter = "Сайн, муу гэж дүгнэхгүй", "Neither is better";

    // Missing answers.
    Missing = "Дутуу хариулт", "Missing answers";
    MissingBlank = "Хоосон", "Blank";
    MissingNotAsked = "Асуугаагүй", "Not asked";
    MissingDontKnow = "Мэдэхгүй", "Don't know";
    MissingRefused = "Татгалзсан", "Refused";
    MissingUnreadable = "Танигдаагүй хариулт", "Unreadable";
    ValidAnswers = "Хүчинтэй хариулт", "Valid answers";
    MissingShare = "Дутуу хариултын хувь", "Share missing";

    // Targets and gaps.
    Target = "Зорилтот түвшин", "Target";
    Norm = "Норм", "Norm";
    TargetKind = "Зорилтын төрөл", "Kind of target";
    TargetSource = "Зорилтын эх сурвалж", "Source of the target";
    Benchmark = "Харьцуулах түвшин", "Benchmark";
    Gap = "Зөрүү", "Gap";
    GapToTarget = "Зорилтот түвшнээс зөрүү", "Gap to target";
    GapToAverage = "Дунджаас зөрүү", "Gap to the average";
    GapBetweenGroups = "Бүлэг хоорондын зөрүү", "Gap between groups";
    GapToStandard = "Стандартаас зөрүү", "Gap to standard";
    GapCommunityProvider = "Иргэд ба үйлчилгээ үзүүлэгчийн үнэлгээний зөрүү", "Gap between community and provider";
    Change = "Өөрчлөлт", "Change";
    Verdict = "Дүгнэлт", "Verdict";
    FirstGroup = "Нэгдүгээр бүлэг", "First group";
    SecondGroup = "Хоёрдугаар бүлэг", "Second group";
    LargestGaps = "Хамгийн их зөрүү", "Largest gaps";
    BestResults = "Хамгийн сайн үзүүлэлт", "Best results";
    WeakestResults = "Хамгийн сул үзүүлэлт", "Weakest results";

    // Verdicts.
    Better = "Илүү сайн", "Better";
    Worse = "Илүү муу", "Worse";
    NoClearDifference = "Тодорхой ялгаагүй", "No clear difference";
    TooSmall = "Хариулт цөөн", "Too few answers";
    Differs = "Ялгаатай", "Differs";
    Improved = "Сайжирсан", "Improved";
    Worsened = "Муудсан", "Worsened";
    Unchanged = "Өөрчлөлтгүй", "Unchanged";

    // Lights and signs, for legends.
    Legend = "Тэмдгийн тайлбар", "Signs";
    LightGoodShort = "Хүрсэн", "Reached";
    LightMiddleShort = "Ойрхон", "Near";
    LightPoorShort = "Дутуу", "Short";
    LightTooSmallShort = "Цөөн", "Too few";
    LightGood = "зорилтод хүрсэн, эсвэл тодорхой илүү сайн", "reached the target, or clearly better";
    LightMiddle = "зорилтод ойрхон, эсвэл тодорхой ялгаагүй", "near the target, or not clearly different";
    LightPoor = "зорилтоос тодорхой дутуу", "clearly short of the target";
    LightTooSmall = "хариулт цөөн тул дүгнэх боломжгүй", "too few answers to tell";
    FewAbout = "хариулт цөөн: болгоомжтой уншина уу", "few answers: read with care";

    // Absences: short for a cell, long for the legend.
    NoData = "мэдээлэл алга", "no data";
    NoDataAbout = "хүчинтэй хариулт нэг ч ирээгүй", "nobody gave a valid answer";
    Withheld = "нууцалсан", "withheld";
    WithheldAbout = "хариулт цөөн тул хувь хүнийг таниулахгүйн тулд нийтлээгүй",
        "too few answers to publish without exposing someone";
    Unreliable = "найдваргүй", "unreliable";
    UnreliableAbout = "түүврийн алдаа хэт том тул нийтлээгүй", "the sampling error is too large to publish";
    NoError = "тооцох боломжгүй", "not estimable";
    NoErrorAbout = "утга бий боловч түүврийн алдааг тооцох боломжгүй",
        "there is a value, but its sampling error cannot be estimated";
    NoTarget = "зорилтгүй", "no target";
    NoTargetAbout = "зорилтот түвшин тогтоогоогүй", "no target has been set";
    NotApplicable = "–", "–";
    NotApplicableAbout = "хамаарахгүй", "not applicable";

    // Composites.
    Aggregation = "Нэгтгэх арга", "Aggregation";
    Normalisation = "Жишиг болгох арга", "Normalisation";
    Weights = "Жингүүд", "Weights";
    ScoreLowest = "Хамгийн бага байж болох", "Lowest possible";
    ScoreHighest = "Хамгийн их байж болох", "Highest possible";

    // Data quality.
    Problem = "Асуудал", "Problem";
    Severity = "Зэрэг", "Severity";
    SeverityError = "Алдаа", "Error";
    SeverityWarning = "Анхааруулга", "Warning";
    SeverityNote = "Мэдээлэл", "Note";
    Where = "Хаана", "Where";
    HowMany = "Хэдэн удаа", "How many";
    FirstRows = "Эхний мөрүүд", "First rows";
    NoProblems = "Асуудал илрээгүй.", "No problems were found.";
    EmptyGrid = "Харуулах мөр алга.", "There are no rows to show.";
    UnknownPlace = "Танигдаагүй газрын нэр", "Place not recognised";

    // Methods.
    Method = "Арга", "Method";
    Formula = "Томьёо", "Formula";
    VarianceMethod = "Алдаа тооцох арга", "Variance method";
    IntervalMethod = "Интервал тооцох арга", "Interval method";
    Design = "Түүврийн загвар", "Sample design";
    Weighted = "Жинлэсэн", "Weighted";
    Unweighted = "Жинлээгүй", "Unweighted";
    FewThreshold = "Хариулт цөөн гэж үзэх хязгаар", "Few answers: fewer than";
    WithholdThreshold = "Нууцлах хязгаар", "Withheld: fewer than";
    MultipleTesting = "Олон харьцуулалтын засвар", "Correction for many comparisons";

    // Community scorecards.
    CommunityScore = "Иргэдийн үнэлгээ", "Community score";
    ProviderScore = "Үйлчилгээ үзүүлэгчийн үнэлгээ", "Provider score";
    AgreedScore = "Тохиролцсон оноо", "Agreed score";
    ReasonForScore = "Оноо өгсөн шалтгаан", "Reason for the score";
    Entitlement = "Байвал зохих", "Entitlement";
    Actual = "Бодит байдал", "Actual";
    Participants = "Оролцогчид", "Participants";
    Issue = "Асуудал, бэрхшээл", "Issue";
    Action = "Хэрэгжүүлэх арга хэмжээ", "Action";
    Responsible = "Хариуцах эзэн", "Responsible";
    Deadline = "Хугацаа", "Deadline";
    Status = "Төлөв", "Status";
    Remarks = "Нэмэлт тайлбар", "Remarks";
}
