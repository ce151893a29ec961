//! The words of a check: name, Mongolian, English.

use super::{Listed, Words, words};
use crate::lang::Lang;

words! {
    /// The name of a fixed word or phrase of a check.
    CheckWord {
        // Sheets. Short: they are printed on tabs.
        SheetMend = "Засах зүйл", "To mend";
        SheetLook = "Анхаарах зүйл", "To look at";
        SheetCompleteness = "Бүрэн байдал", "Completeness";
        SheetMatrix = "Газраар", "By place";
        SheetInterviewers = "Судлаач", "Interviewers";
        SheetCoverage = "Хамрах хүрээ", "Coverage";
        SheetWeights = "Жин, тоо", "Weights, numbers";
        SheetPlaces = "Газрын нэр", "Places";
        SheetRules = "Дүрэм", "Rules";

        Check = "Судалгааны мэдээллийн шалгалт", "Check of survey data";
        Errors = "Алдаа", "Errors";
        Warnings = "Анхааруулга", "Warnings";
        Notes = "Мэдээлэл", "Notices";
        Interviews = "Ярилцлага", "Interviews";
        InterviewerColumn = "Судлаачийн багана", "Column of the interviewers";
        TimeColumns = "Эхэлсэн, дууссан цаг", "Times of start and end";
        NotThere = "алга: үүнд хамаарах шалгалт хийгээгүй", "not there: what needs it was not checked";
        There = "бий", "there";
        NoFindings = "Засах зүйл олдсонгүй.", "Nothing to mend was found.";
        NoSigns = "Анхаарах зүйл олдсонгүй.", "Nothing else to look at was found.";
        Kinds = "Юу олдсон бэ", "What was found";
        Example = "Жишээ", "Example";

        DoErrors = "«{check_sheet_mend}» хуудасны {0} алдааг эхэлж засна: зөв утгыг «{check_new}» баганад, нэрээ «{check_by}» баганад бичээд хийсэн мөрөө тэмдэглэнэ. Хоослох бол шинэ утгыг хоосон үлдээж, зөвхөн нэрээ бичнэ. Судлаачаас асуухгүйгээр бүү таа.", "Mend the {0} errors of the sheet \"{check_sheet_mend}\" first: write the right value under \"{check_new}\" and your name under \"{check_by}\", and tick what is done. To empty a cell leave \"{check_new}\" blank and write your name only. Ask the interviewer; don't guess.";
        DoWarnings = "{0} анхааруулгыг үзнэ: өгөгдөл буруу байж болох ч заавал буруу гэсэн үг биш.", "Look at the {0} warnings: the data may be wrong, but need not be.";
        DoBehind = "Төлөвлөснөөс дутуу, ярилцлага ирээгүй газрыг багт нь мэдэгдэнэ ({0}).", "Tell the teams of places that are behind the plan or have sent nothing ({0}).";
        DoNotes = "Мэдээлэл ({0}) нь засах шаардлагагүй ч харах зүйл: хол тоо, нэг хэвийн хариулт, бичиглэл, судлаачийн ялгаа.", "Notices ({0}) need no mending, but a look: far numbers, straight lines, spellings, interviewers who differ.";
        DoNothing = "Алдаа олдсонгүй: тооцоо хийж болно.", "No error was found: figures can be computed.";
        AboutPersons = "Хариулагчийн нэр, утас зэрэг хувийн багана, асуулгад байхгүй баганыг энд гаргаагүй. Судлаачийн тэмдэглэгээг мэдээлэлд байгаагаар нь гаргасан, учир нь ахлагчид хэрэгтэй: энэ файлыг нийтэд бүү тараа.", "Columns that name a respondent, and those that the instrument does not know, are not shown. Interviewers are shown by their label in the data, because a supervisor needs it: do not publish this file.";
        AboutDuplicates = "Давхардал, нэг хэвийн хариулт, судлаачийн ялгаа нь шалтгааныг нь асуух үндэс болохоос буруутгах нотолгоо биш.", "Duplicates, straight lines and differences between interviewers are reasons to ask, and prove nothing.";

        RowId = "мөрийн дугаар", "row id";
        File = "файл", "file";
        Sheet = "хуудас", "sheet";
        Row = "мөр", "row";
        Column = "багана", "column";
        Question = "асуулт", "question";
        Old = "хуучин утга", "old";
        Suggestion = "санал", "suggestion";
        New = "шинэ утга", "new";
        Reason = "шалтгаан", "reason";
        By = "хэн", "by";
        Severity = "зэрэг", "severity";
        Code = "код", "code";
        Done = "хийсэн", "done";
        DropIt = "хасах", "drop";
        BlankIt = "(хоослох)", "(blank)";
        Beyond = "Жагсаалтад багтаагүй: {0}", "Not listed: {0}";

        Due = "Асуух ёстой", "Due";
        Answered = "Хариулсан", "Answered";
        Unasked = "Асуух ёсгүй атал хариулсан", "Answered though not due";
        FirstBlank = "Эхний хоосон мөрүүд", "First blank rows";
        AboutCompleteness = "Дутуу хувь = (хоосон + мэдэхгүй + татгалзсан + танигдаагүй) / асуух ёстой хүн. Шүүлтүүрээр асуух ёсгүй, «хамаарахгүй» гэсэн хүн орохгүй. ◆: 10 хувиас их, 20-иос доошгүй хүнээс асуусан.", "Share missing = (blank + don't know + refused + unreadable) / people due. People whom a filter leaves out, or noted as \"not applicable\", aren't due. ◆: more than 10 percent of at least 20 people.";

        Interviewer = "Судлаач", "Interviewer";
        Minutes = "Ярилцлагын минут (голч)", "Minutes (median)";
        MissingShare = "Дутуу хариулт", "Missing answers";
        OthersMissing = "Тэндхийн бусдынх", "Of the others there";
        Straight = "Нэг хэвийн үнэлгээ", "Straight lines";
        OthersStraight = "Бусдынх (нэг хэвийн)", "Of the others (lines)";
        Differ = "Хариулт нь ялгаатай асуулт", "Questions answered differently";
        Misses = "Дутуу нь илүү асуулт", "Questions missed more";
        TooFew = "20-оос цөөн", "fewer than 20";
        AboutInterviewers = "Нэг газрын бусад судлаачийнхтай харьцуулсан: хи-квадрат буюу Фишерийн шалгуур, Холмын засвар, p < 0,01; хоёр талд 20-оос доошгүй ярилцлага. Өөр кластерт ажилласан судлаач өөр хүмүүстэй уулздаг тул ялгаа нь шалгах шалтгаан, дүгнэлт биш.", "Held against the others in the same place: chi-squared or Fisher's test, Holm's adjustment, p < 0.01, at least 20 interviews on both sides. Who works in other clusters meets other people: a difference is a reason to look, no verdict.";
        LookAtIt = "шалтгааныг нь асууж тодруулах", "somebody should ask why";
        NoInterviewers = "Файлд судлаачийн багана алга, эсвэл хоосон.", "The file has no column of interviewers, or it is blank.";

        Wanted = "Төлөвлөсөн", "Wanted";
        Lacking = "Дутуу", "Lacking";
        Clusters = "Кластер", "Clusters";
        Least = "Хамгийн бага", "Smallest";
        Most = "Хамгийн их", "Largest";
        Lone = "Ганц ярилцлагатай", "With one interview";
        Elsewhere = "Бусад, тодорхойгүй газар", "Elsewhere or unknown";
        Cluster = "Кластер", "Cluster";
        WhyListed = "Яагаад", "Why";
        WhyLone = "ганц ярилцлага", "one interview";
        WhyUneven = "кластерын голчоос ({0}) хагасаас бага буюу хоёр дахин их", "less than half or more than twice the median of {0}";
        WhyBehind = "төлөвлөснөөс дутуу: {0}", "planned: {0}";
        ClustersToSee = "Анхаарах кластер", "Clusters to look at";

        WeightsUsed = "Жинтэй ярилцлага", "Interviews with a weight";
        WeightsZero = "Жин нь 0", "Weights of 0";
        WeightsMissing = "Жингүй буюу буруу жинтэй", "Without weight, or with a wrong one";
        WeightsRange = "Бага, голч, их жин", "Smallest, median, largest weight";
        WeightsExtreme = "Голчоос 5 дахин их жин", "Weights above 5 × the median";
        WeightsEffect = "Жигнэлтийн нөлөө (Киш)", "Effect of weighting (Kish)";
        AboutEffect = "Жигнэлтийн нөлөө = n·Σw²/(Σw)²: ижил жинтэй түүвэртэй харьцуулахад дунджийн дисперс хэд дахин өсөхийг хэлнэ.", "Effect of weighting = n·Σw²/(Σw)²: how many times larger the variance of a mean becomes than with equal weights.";
        NoWeights = "Жингийн багана алга.", "There is no column of weights.";
        Numbers = "Тоон асуултууд", "Questions that take numbers";
        Median = "Голч", "Median";
        LowLimit = "Доод зааг", "Lower limit";
        HighLimit = "Дээд зааг", "Upper limit";
        Far = "Заагаас гадуур", "Beyond the limits";
        RoundShare = "Бөөрөнхий тоо", "Round numbers";
        RoundExpected = "Байх байсан", "Expected";
        AboutNumbers = "Зааг: логарифм хуваарьт голчоос 3,5 × (1,4826 × голч хазайлт). Бөөрөнхий тоо: ганц цифрээс бусад нь тэг (20, 300). Зааггүй бол 30-аас цөөн буюу талаас олон нь ижил.", "Limits: on a logarithmic scale, 3.5 × (1.4826 × median deviation) from the median. Round: all digits but the first are 0 (20, 300). Without limits: fewer than 30 numbers, or more than half alike.";
        Scales = "Нэг үнэлгээний асуултууд", "Items of one scale";
        Items = "Асуултууд", "Items";
        StraightShare = "Бүгдэд нэг хариулт", "One answer in all";
        StraightExpected = "Санамсаргүй байвал", "Expected by chance";
        AboutScales = "Үнэлгээний асуултууд шударга хариултад ч хоорондоо холбоотой тул санамсаргүйгээс их байх нь өөрөө буруу биш; судлаачаар харьцуулж үзнэ үү.", "Items of one scale go together in honest answers too, so more than chance gives is no fault by itself; compare interviewers.";

        AboutPlaces = "Яг албан ёсны нэр, код биш бүх бичлэг, хэдэн удаа гарсан, ямар газар гэж уншсан нь.", "Every spelling that is no official name or code, how often it occurs, and the place it was read as.";
        Text = "Бичсэн нь", "Written";
        Beside = "Хажуугийн сум", "Soum beside it";
        How = "Хэрхэн таньсан", "Recognised by";
        NotFound = "танигдаагүй", "not recognised";
        Applied = "Хамаарсан", "Applied to";
        Broken = "Зөрчсөн", "Broken by";
        Rule = "Дүрэм", "Rule";
        WhatIsOdd = "Зөрчил", "What is odd";
        NoRules = "Асуулгад дүрэм (rule) алга.", "The instrument states no rules (rule).";
    }
}
