//! The words of facility comparisons: name, Mongolian, English.

use super::{Listed, Words, words};
use crate::lang::Lang;

words! {
    /// The name of a fixed word or phrase of a facility comparison.
    CompareWord {
        // Sheets. Short: they are printed on tabs.
        SheetSupport = "Тойм", "Overview";
        SheetReadiness = "Бэлэн байдал", "Readiness";
        SheetNorms = "Норм, зөрүү", "Norms and gaps";
        SheetCaseMix = "Засвар", "Case mix";
        SheetComposites = "Нэгтгэсэн", "Composites";
        SheetAgreement = "Ажиглагчид", "Observers";
        SheetStandings = "Дэлгэрэнгүй", "All standings";
        SheetFigures = "Үзүүлэлтүүд", "Figures";

        // Who, where, when.
        Rounds = "Үе шат", "Round";
        FacilityType = "Төрөл", "Type";
        PeerGroup = "Харьцуулах бүлэг", "Peer group";
        PeerGroups = "Харьцуулах бүлгүүд", "Peer groups";
        Catchment = "Үйлчлүүлэх хүн", "People served";
        NoPlace = "Газар тодорхойгүй", "Place not known";
        Figure = "Үзүүлэлт", "Figure";
        Figures = "Үзүүлэлт", "Figures";
        Facilities = "Байгууллага", "Facilities";
        AllFacilities = "Бүх байгууллага", "All facilities";
        FromSurvey = "иргэдийн хариулт", "answers of users";
        FromChecklist = "хяналтын хуудас", "visits with a checklist";
        Register = "Байгууллагын жагсаалт", "Register of facilities";
        NoRegister = "жагсаалтгүй: мэдээлэлд байсан байгууллага бүр", "none: every facility met in the data";

        // Standing.
        Standing = "Байр", "Standing";
        FarBelow = "99,8 %-ийн хязгаараас доогуур", "below the 99.8% limit";
        Below = "95 %-ийн хязгаараас доогуур", "below the 95% limit";
        AsExpected = "хязгаар дотор", "within the limits";
        Above = "95 %-ийн хязгаараас дээгүүр", "above the 95% limit";
        FarAbove = "99,8 %-ийн хязгаараас дээгүүр", "above the 99.8% limit";
        TooSmall = "цөөн тул хэлэх боломжгүй", "too small to tell";
        NoErrorKnown = "алдаа нь тодорхойгүй", "its error isn't known";
        NoBenchmark = "харьцуулах түвшингүй", "nothing to hold it against";
        NoDataHere = "мэдээлэл алга", "no data";
        WithheldHere = "нууцалсан", "withheld";
        NeedsSupport = "Дэмжлэг хэрэгтэй", "Needs support";
        LearnFrom = "Туршлагаас нь суралцах", "Learn from";
        ClearlyDiffers = "Тодорхой өөр", "Clearly differs";
        CountNear = "95 %-ийн хязгаараас гадна", "Outside 95% only";
        CountWithin = "Хязгаар дотор", "Within the limits";
        CountOutside = "99,8 %-ийн хязгаараас гадна", "Outside 99.8%";
        CountTooSmall = "Цөөн", "Too small";
        CountUntold = "Бусад: хэлэх боломжгүй", "Can't be told otherwise";
        FacilitiesInSupport = "Дэмжлэг хэрэгтэй байгууллага", "Facilities that need support";
        FacilitiesToLearn = "Суралцах байгууллага", "Facilities to learn from";
        WithData = "Мэдээлэлтэй", "With data";
        WithoutData = "Мэдээлэлгүй", "Without data";
        HowFar = "Хэр хол", "How far";
        Outside = "Хязгаараас", "Past the limit by";
        Signal = "Дохио", "Signal";

        // Overview.
        SupportTitle = "Дэмжлэг хэрэгтэй байгууллага", "Facilities that need support";
        LearnTitle = "Туршлагаас нь суралцах байгууллага", "Facilities to learn from";
        DiffersTitle = "Сайн, муу гэж дүгнэхгүй үзүүлэлтээр тодорхой өөр", "Clearly different in figures without better or worse";
        CountsByPlace = "Газраар", "By place";
        CountsByGroup = "Харьцуулах бүлгээр", "By peer group";
        SmallTitle = "Цөөн хариулттай эсвэл мэдээлэлгүй байгууллага", "Facilities with too few answers or no data";
        WhyNotTold = "Шалтгаан", "Why";
        FiguresTooSmall = "Цөөн үзүүлэлт", "Figures too small";
        FiguresJudged = "Дүгнэсэн үзүүлэлт", "Figures judged";
        NobodySupport = "Санамсаргүй хэлбэлзлээс тодорхой хальж муу гарсан байгууллага алга. Энэ нь бүгд сайн гэсэн үг биш.",
            "No facility lies clearly beyond chance on the worse side. That doesn't mean that all is well.";
        NobodyMarked = "Шилдэг дөрөвний нэгийг дүгнэж буй утгаар нь сонгосон тул олон байгууллага зөвхөн санамсаргүйгээр түүнээс доогуур гарна. Тиймээс хэнийг ч дэмжлэг хэрэгтэй, эсвэл суралцахуйц гэж тэмдэглээгүй.",
            "The best quarter was picked by the values that are judged, so that many facilities lie below it by chance alone. Nobody is marked as needing support, or as one to learn from.";
        NobodyLearn = "Санамсаргүй хэлбэлзлээс тодорхой хальж сайн гарсан байгууллага алга.",
            "No facility lies clearly beyond chance on the better side.";
        AboutSupport = "Эдгээр нь 99,8 %-ийн хязгаараас гадна, бүх байгууллагыг тооцсон ч санамсаргүй гэж тайлбарлах аргагүй. Шалтгааныг газар дээр нь асууж, дэмжээрэй: тоо шалтгааныг хэлдэггүй. Газар, жагсаалтын дарааллаар бичсэн, оноогоор эрэмбэлээгүй.",
            "They lie outside the 99.8% limits, also when all facilities are counted: chance doesn't explain it. Go and ask why, and support; the numbers don't say why. Rows stand in the order of places and the register, not by score.";

        // Peer group.
        StandingsTitle = "Байгууллага ба үзүүлэлт", "Facilities and figures";
        Members = "Бүлгийн байгууллага", "Facilities in the group";
        FunnelsTitle = "Юүлүүр график", "Funnel charts";
        SizeAnswers = "Хариултын тоо", "Answers";
        SizeExpected = "Хүлээгдсэн тоо", "Expected count";
        SizeEffective = "Үр нөлөөт хариултын тоо", "Effective answers";
        BenchmarkRow = "Харьцуулах түвшин", "Benchmark";
        NoteSigns = "▲ ▼ 99,8 %-ийн хязгаараас гадна: ийм хол зөрүү санамсаргүйгээр 1000-аас 2 удаа л гарна. ● зөвхөн 95 %-ийн хязгаараас гадна: 20 тутмын нэг нь санамсаргүйгээр ингэж гарна, ажиглана уу. Тэмдэггүй тоо хязгаар дотор. ◆ тодорхой өөр боловч сайн, муу гэж дүгнэхгүй үзүүлэлт. ○ цөөн.",
            "▲ ▼ outside the 99.8% limits: so far off by chance only 2 times in 1,000. ● outside the 95% limits only: 1 in 20 lies there by chance, so keep an eye on it. A number without a sign is within the limits. ◆ clearly different where nothing is better or worse. ○ too small.";
        NoteOrder = "Газар, жагсаалтын дарааллаар; эрэмбэ биш.", "In the order of places and the register; no ranking.";
        SupportSmall = "99,8 %-ийн хязгаараас гадна, сул тал", "outside 99.8%, worse side";
        LearnSmall = "99,8 %-ийн хязгаараас гадна, сайн тал", "outside 99.8%, better side";
        DiffersSmall = "99,8 %-ийн хязгаараас гадна", "outside 99.8%";
        NearSmall = "зөвхөн 95 %-ийн хязгаараас гадна", "outside 95% only";
        WithinSmall = "хязгаар дотор", "within the limits";
        TooSmallSmall = "цөөн", "too small";
        Limits95 = "95 %-ийн хязгаар", "95% limits";
        Limits998 = "99,8 %-ийн хязгаар", "99.8% limits";
        Point = "Байгууллага", "Facility";
        Size = "Хэмжээ", "Size";

        SignSupport = "Сул тал", "Worse side";
        SignLearn = "Сайн тал", "Better side";
        SignNear = "Ажиглах", "Watch";
        SignDiffers = "Өөр", "Different";

        // Detail.
        StandingsAll = "Байгууллага, үзүүлэлт бүр", "Every facility and figure";
        Raw = "Хэмжсэн утга", "As measured";
        Adjusted = "Зассан утга", "Adjusted";
        Judged = "Утга", "Value";
        Reliability = "Найдвартай байдал", "Reliability";
        Shrunken = "Дундаж руу татсан утга", "Shrunken value";
        ExpectedRank = "Хүлээгдэх эрэмбэ", "Expected rank";
        RankInterval = "Эрэмбийн интервал", "Interval of the rank";
        Stars = "Од", "Stars";
        NoteRank = "Эрэмбийг зөвхөн интервалтай нь хамт уншина: 1 нь хамгийн сайн. Интервал давхцаж байвал хэн түрүүнд гэж хэлж болохгүй.",
            "A rank is read with its interval only; 1 is best. Where intervals overlap, nobody can say who comes first.";
        NoteTooMany = "Мөр хэт олон тул энд бичээгүй: CSV файлаас үзнэ үү.", "There are too many rows for a sheet: see the CSV.";

        // Readiness.
        Present = "✔ байна", "✔ there";
        NotPresent = "✘ алга", "✘ not there";
        NotDueSign = "– шаардахгүй", "– not due";
        UnknownSign = "? тодорхойгүй", "? not known";
        GeneralReadiness = "Ерөнхий бэлэн байдал", "General readiness";
        DomainScores = "Чиглэлийн оноо", "Scores of the domains";
        ItemsTitle = "Байгууллага ба зүйл бүр", "Each facility and item";
        Item = "Зүйл", "Item";
        NoteReadiness = "✔ байна, ✘ алга, – энэ байгууллагад шаардахгүй (тэг биш), ? мэдээлэлгүй, ◐ ажиглагчид зөрсөн. Чиглэлийн оноо нь асуусан зүйлээс байгаа нь хэдэн хувь вэ; ерөнхий бэлэн байдал нь чиглэлүүдийн дундаж.",
            "✔ there, ✘ not there, – not due for this facility (no zero), ? not known, ◐ observers differ. The score of a domain is the share of items that are there among those asked; general readiness is the mean of the domains.";
        ItemsMissing = "Алга байгаа зүйл", "Items that are not there";

        // Norms.
        NormsTitle = "Норм ба бодит байдал", "Norms and what there is";
        Due = "Байвал зохих", "Due";
        Met = "Хангасан эсэх", "Met";
        Yes = "тийм", "yes";
        No = "үгүй", "no";
        NormsInShort = "Байгууллагаар", "By facility";
        NormsMet = "Хангасан норм", "Norms met";
        NormsNotMet = "Хангаагүй норм", "Norms not met";
        NormsNotKnown = "Мэдээлэлгүй", "Not known";
        NoteNorms = "Зөрүү = бодит − байвал зохих. Харьцаа = бодит / байвал зохих; бага байх нь сайн бол урвуу. «{not_due}» бол тэг ч биш, зөрчил ч биш. Дундаж бол норм биш.",
            "Gap = actual − due. Ratio = actual / due, turned round for an upper bound. “{not_due}” is neither a zero nor a breach. An average is not a norm.";

        // Case mix.
        Coefficients = "Засварын коэффициент", "Coefficients of the adjustment";
        Adjuster = "Хүчин зүйл", "Adjuster";
        Coefficient = "Коэффициент", "Coefficient";
        MovesTitle = "Байгууллага бүр хэр шилжсэн", "How far each facility moves";
        Move = "Шилжилт", "Move";
        AboutCaseMix = "Залуу, эрүүл, өндөр боловсролтой хүмүүс өөрөөр хариулдаг. Засвар нь байгууллага бүр ижил хариулагчтай байсан бол тоо ямар байхыг харуулна. Байгууллага хаягдаагүй: зөвхөн хариулагчдын ялгааг хассан.",
            "Young, healthy and educated people answer differently. The adjustment shows what the numbers would be if every facility had the same kind of respondents. It takes out who answered, not how good the facility is.";
        LeftOut = "бусдын нийлбэр тул хассан", "left out: a sum of the others";
        FTest = "Байгууллагууд адил гэсэн F шалгуур", "F test that the facilities are alike";

        // Composites.
        RecipesTitle = "Жор өөрчилбөл эрэмбэ хэр хөдлөх вэ", "How far ranks move under other recipes";
        RecipeName = "Жор", "Recipe";
        MeanShift = "Эрэмбийн дундаж шилжилт", "Mean change of rank";
        MaxShift = "Хамгийн их шилжилт", "Largest change";
        Spearman = "Спирмен ρ", "Spearman’s ρ";
        Kendall = "Кендалл τ-b", "Kendall’s τ-b";
        RecipeEqual = "бүх хэсэг адил жинтэй", "all parts weigh the same";
        RecipeGeometric = "геометр дундаж", "geometric mean";
        RecipeArithmetic = "арифметик дундаж", "arithmetic mean";
        RecipeRanks = "эрэмбийн дундаж", "mean of ranks";
        RecipeStandardised = "эхлээд нэг тархалтад оруулсан", "parts standardised first";
        RecipeWithout = "«{0}» хэсэггүй", "without “{0}”";
        RankRanges = "Байгууллага бүрийн эрэмбэ ямар хооронд байна", "Between which ranks each facility lies";
        StatedRank = "Заасан жороор", "By the stated recipe";
        LowestRank = "Хамгийн дээд эрэмбэ", "Best rank";
        HighestRank = "Хамгийн доод эрэмбэ", "Worst rank";
        ConsistencyTitle = "Хэсгүүд хоорондоо хэр нийцтэй вэ", "How well the parts belong together";
        Alpha = "Кронбах α", "Cronbach’s α";
        AlphaWithout = "Энэ хэсэггүй α", "α without it";
        ItemRest = "Бусадтай корреляци", "Correlation with the others";
        Part = "Хэсэг", "Part";
        AboutComposites = "Нэгтгэсэн оноо жороос хамаардаг. Жор өөрчлөгдөхөд байгууллагын эрэмбэ их хөдөлж байвал эрэмбээр дүгнэж болохгүй.",
            "A composite depends on its recipe. Where a facility’s rank moves far under other recipes, don’t judge it by its rank.";

        // Observers.
        AgreementTitle = "Ажиглагчид хэр санал нийлсэн", "How far observers agree";
        IccOne = "ICC(2,1), нэг ажиглагч", "ICC(2,1), one observer";
        IccMean = "ICC(2,k), дундаж", "ICC(2,k), their mean";
        Krippendorff = "Криппендорф α", "Krippendorff’s α";
        AboutAgreement = "1 бол бүрэн санал нэг, 0 бол санамсаргүйгээс илүүгүй. Ажиглагчид санал зөрсөн үзүүлэлтээр байгууллагыг бүү дүгнэ.",
            "1 is full agreement, 0 is no more than chance. Don’t judge facilities by a figure on which observers differ.";

        // Profile.
        ProfileFigures = "Үзүүлэлт бүр: яагаад ийм байр эзэлсэн", "Each figure: why it stands where it stands";
        ProfileItems = "Алга байгаа зүйл", "Items that are not there";
        ProfileNorms = "Норм", "Norms";
        ProfileReadiness = "Бэлэн байдал", "Readiness";
        NothingMissing = "Асуусан зүйл бүгд байна.", "Every item that was asked about is there.";

        // Cover and methods.
        DataOf = "Мэдээлэлтэй байгууллага", "Facilities with data";
        MissingFacilities = "Мэдээлэл ирээгүй байгууллага", "Facilities without data";
        NotInRegister = "Жагсаалтад байхгүй байгууллага", "Facilities that the register lacks";
        NoPeers = "Бүлэг нь тодорхойгүй байгууллага", "Facilities whose peers aren’t known";
        OverDispersion = "Хэт тархалт", "Over-dispersion";
        CaseMix = "Хариулагчдын бүрэлдэхүүний засвар", "Case-mix adjustment";
        Limits = "Хяналтын хязгаар", "Control limits";
        Ranks = "Эрэмбэ", "Ranks";
        Consistent = "Нийцэл", "Consistency";
        Origin = "Эх үүсвэр", "Where it comes from";
        Chance = "Санамсаргүй хэлбэлзэл", "What chance does to it";
        ChanceBinomial = "тооноос тоо: биномын хязгаар", "so many of so many: binomial limits";
        ChancePoisson = "тоо ба хүлээгдсэн тоо: Пуассоны хязгаар", "a count and what was expected: Poisson limits";
        ChanceError = "стандарт алдаатай дундаж: хэвийн хязгаар", "a mean with its standard error: normal limits";
        ChanceNone = "бүгдийг тоолсон: хязгааргүй", "everything was counted: no limits";
        LookAtFirst = "Эхлээд үүнийг үзнэ үү", "Look at this first";
        HowToRead = "Хэрхэн унших вэ", "How to read it";

        Visited = "Үзсэн байгууллага", "Visited";
        ReadinessByPeers = "Бэлэн байдал: харьцуулах бүлгээр, дундаж", "Readiness by peer group, mean of facilities";
        LessThanHalf = "Талаас бага нь байгаа чиглэл", "Less than half is there";
        ItemsLacking = "Алга зүйлс", "Items lacking";
        ItemsKnown = "Мэдэгдэж буй зүйлс", "Items known";
        LackMuch = "Байх ёстойгоосоо талаас бага нь байгаа байгууллага", "Facilities that lack much of what they are due";
        MeanOfPeers = "бүлгийн дундаж", "mean of the peers";
        NormInForce = "хүчинтэй норм, зорилт", "norm or target in force";
        MeanOfBestQuarter = "бүлгийн шилдэг дөрөвний нэгийн дундаж", "mean of the best quarter of the peers";
        OwnPrevious = "өөрийнх нь өмнөх үе шат", "its own previous round";
        AllAlike = "бүх хариулт адил: алдаа тодорхойгүй", "all answers are alike: no error can be known";
        NotRegistered = "жагсаалтад байхгүй", "not in the register";
        PeersNotKnown = "харьцуулах бүлэг нь тодорхойгүй", "its peers aren't known";
        NobodyAnswered = "үйлчлүүлэгчдийн хариулт алга", "nobody answered about it";
        NothingJudged = "дүгнэх үзүүлэлт алга", "no figure can be judged";
    }
}
