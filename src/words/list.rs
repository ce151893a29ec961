//! The words themselves: name, Mongolian, English.

use super::{Listed, Words, words};
use crate::lang::Lang;

words! {
    /// The name of a fixed word or phrase.
    Word {
        // Kinds of cards.
        CitizenReportCard = "Иргэдийн үнэлгээний хуудас", "Citizen report card";
        CommunityScorecard = "Олон нийтийн үнэлгээний карт", "Community scorecard";
        FacilityComparison = "Байгууллага хоорондын харьцуулалт", "Facility comparison";

        // Sheets. Short: they are printed on tabs.
        SheetCover = "Нүүр", "Cover";
        SheetSummary = "Хураангуй", "Summary";
        SheetMap = "Газрын зураг", "Map";
        SheetIntervals = "Интервал", "Intervals";
        SheetAnswers = "Хариултууд", "Answers";
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
        SheetChartData = "Графикийн тоо", "Chart data";
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
        BelowIt = "Доош", "Below";
        AboveIt = "Дээш", "Above";
        LineHeight = "Зургийн мөр", "Line of the drawing";
        EndsOfUpright = "Босоо зураасны үзүүр", "Ends of an upright line";
        SharedLines = "Графикуудын нийтлэг мөр, зах", "Lines and edges that charts share";
        LeftEdge = "Зүүн зах", "Left edge";
        RightEdge = "Баруун зах", "Right edge";
        NoLight = "Гэрэлгүй", "Without light";
        NotJudged = "Дүгнээгүй", "Not judged";
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
        LightGoodShort = "Сайн", "Good";
        LightMiddleShort = "Дунд", "Middle";
        LightPoorShort = "Муу", "Poor";
        LightTooSmallShort = "Цөөн", "Too few";
        LightGood = "зорилтод хүрсэн, эсвэл тодорхой илүү сайн", "reached the target, or clearly better";
        LightMiddle = "зорилтод ойрхон, эсвэл тодорхой ялгаагүй", "near the target, or not clearly different";
        LightPoor = "зорилтоос тодорхой дутуу, эсвэл тодорхой муу", "clearly short of the target, or clearly worse";
        LightTooSmall = "хариулт цөөн тул дүгнэх боломжгүй", "too few answers to tell";
        LightAttentionShort = "Анхаарах", "Look at";
        LightAttention = "анхаарал хэрэгтэй: зөрүү их, эсвэл хугацаа хэтэрсэн", "needs a look: a large gap, or a deadline that has passed";
        FewAbout = "хариулт цөөн эсвэл түүврийн алдаа тодорхойгүй их: болгоомжтой уншина уу",
            "few answers, or a sampling error that is itself uncertain: read with care";

        // Absences: short for a cell, long for the legend.
        NoData = "мэдээлэл алга", "no data";
        OutsideSet = "хамрагдаагүй", "not covered";
        OutsideSetAbout = "энэ тайланд хамрагдаагүй газар", "this report isn't about it";
        MapAlt = ". Монголын хавтгай зураглал: {1} газраас {0} нь утгатай", ". Tile map of Mongolia: {0} of {1} places have a value";
        MapAltRange = ", хамгийн бага нь {0}, хамгийн их нь {1}", ", from {0} to {1}";
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
        NotScored = "оноогүй", "not scored";
        NotScoredAbout = "оноо өгөөгүй; энэ нь тэг гэсэн үг биш", "no score was given; that is not zero";
        NotFilledIn = "бөглөөгүй", "not filled in";
        NotFilledInAbout = "дэвтэрт хоосон үлдсэн", "left blank in the book";
        NotDue = "шаардахгүй", "not due";
        NotDueAbout = "энэ байгууллагад байх албагүй: тэг ч биш, дутуу ч биш", "the facility is not due one: neither zero nor missing";
        NoNorm = "нормгүй", "no norm";
        NoNormAbout = "норм мэдэгдэхгүй; норм тэг гэсэн үг биш", "no norm is known; the norm is not zero";

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
        MoreRows = "… өөр {0} мөр: ажлын дэвтэр (xlsx), CSV файлаас үзнэ үү", "… {0} more rows: see the workbook (xlsx) or the CSV";
        EmptyGrid = "Харуулах мөр алга.", "There are no rows to show.";
        UnknownPlace = "Танигдаагүй газрын нэр", "Place not recognised";

        // Methods.
        Method = "Арга", "Method";
        Formula = "Томьёо", "Formula";
        VarianceMethod = "Алдаа тооцох арга", "Variance method";
        IntervalMethod = "Интервал тооцох арга", "Interval method";
        Design = "Түүврийн загвар", "Sample design";
        WeightsAndErrors = "Жин, алдааны гарал", "Weights and errors";
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

        // More sheets.
        SheetTargetGaps = "Зорилтын зөрүү", "Target gaps";
        SheetAverageGaps = "Дунджаас зөрүү", "Average gaps";
        SheetGroupGaps = "Бүлгийн зөрүү", "Group gaps";
        SheetGroupingByPlace = "{0}, газраар", "{0} by place";
        SheetMissing = "Дутуу хариулт", "Missing";
        SheetCorrections = "Засвар", "Corrections";
        SheetReading = "Файл, багана", "Files, columns";
        SheetIndicators = "Үзүүлэлтүүд", "Indicators";

        // How places are put together.
        AverageSample = "Бүх хариулагч (жингээр)", "All respondents (by weight)";
        AverageEqual = "Газруудын энгийн дундаж", "Average of the places (equal)";
        AveragePopulation = "Газруудын дундаж (хүн амаар)", "Average of the places (by population)";

        // Cover.
        LookFirst = "Юуны өмнө анхаарах зүйл", "Look at this first";
        HowToRead = "Хэрхэн унших вэ", "How to read this card";
        RowsOf = "{0} мөр", "{0} rows";
        NoPlaceColumn = "Файлд аймаг, дүүргийн багана алга: зөвхөн нийт дүн бий.",
            "No column says the aimag or district: there is only the total.";
        WeightedBy = "жин: {0}", "weights: {0}";
        EverybodyCountsTheSame = "жингүй, хариулагч бүр адил", "no weights, every respondent counts the same";
        StrataBy = "давхарга: {0}", "strata: {0}";
        NoStrata = "давхаргагүй", "no strata";
        ClustersBy = "кластер: {0}", "clusters: {0}";
        NoClusters = "кластергүй", "no clusters";
        MadeFor = "Зориулалт", "Made for";
        ForInternal = "Дотоод хэрэгцээ: юу ч нуугаагүй, цөөн хариултыг тэмдэглэсэн", "Internal use: nothing is withheld, small bases are marked";
        ForPublic = "Нийтэд: цөөн, найдваргүй тоог нийтлээгүй", "The public: small and unreliable figures are withheld";
        RespondentsShort = "Оролцогч", "Respondents";
        Everybody = "бүх хариулагч", "all respondents";

        // Composites.
        CompositeOfPlace = "газрын үзүүлэлтүүдийн жинлэсэн дундаж", "weighted mean of the figures of the place";
        CompositeOfRespondents = "хариулагч бүрийн дунджийн дундаж", "mean of each respondent's own mean";
        CompositeRecipe = "Юунаас бүрдсэн", "What they are made of";
        AboutComposites = "Нэгтгэсэн оноо 0–100, их байх нь сайн. Үнэлгээгүй хэсгийг орхиж, үлдсэнийг жингээр нь дахин тооцсон: хэдэн хэсэг байсныг хажууд нь бичсэн. Хэсэг дутуу газрыг бусадтай шууд бүү харьцуул.",
            "Composites run from 0 to 100, higher is better. A part without an estimate is left out and the others are weighted anew; how many parts there were stands beside. Do not compare a place that lacks parts with the others.";
        AsItIs = "хэвээр", "as it is";
        Turned = "эргүүлсэн: 100 − x", "turned: 100 − x";
        NetAsPoints = "0-ийг 50 болгосон: 50 + x/2", "0 becomes 50: 50 + x/2";
        NetTurned = "0-ийг 50 болгож эргүүлсэн: 50 − x/2", "0 becomes 50, turned: 50 − x/2";
        BaseSmallest = "Хамгийн бага суурь (n)", "Smallest base (n)";
        PartsThere = "Байгаа хэсэг", "Parts there";
        PartsAll = "Нийт хэсэг", "Parts in all";
        PartialComposite = "{1} хэсгээс {0} нь байгаа", "{0} of {1} parts";
        AsWritten = "асуулгад заасан жингээр", "with the weights of the instrument";

        // Notes on a number.
        FewAnswers = "хариулт цөөн", "few answers";
        FewDf = "чөлөөний зэрэг цөөн", "few degrees of freedom";
        IntervalAtEdge = "интервалыг зөвхөн хариултын тоогоор авсан (Корн-Граубард)", "interval from the number of answers alone (Korn-Graubard)";
        NoInterval = "интервалгүй: чөлөөний зэрэг алга", "no interval: no degrees of freedom";
        OneCluster = "ганц кластер: алдааг тооцох боломжгүй", "a single cluster: no error can be estimated";
        LonelyStrata = "ганц кластертай давхарга: алдааг тооцоогүй", "strata with a single cluster: no error";
        NoErrorOfAPart = "аль нэг газрынх нь алдаа тодорхойгүй: алдааг тооцоогүй", "the error of one of its places is unknown: no error";
        BeyondData = "интервалын үзүүр өгөгдлөөс гадуур", "an end of the interval lies beyond the data";

        // Gaps.
        AboutTargetGaps = "Зөрүү = утга − зорилт. Дүгнэлтийг зассан p утгаар, үзүүлэлтийн чигээр өгсөн. Засварын бүлэг: нэг үзүүлэлт, бүх газар; бүх газрын дүнд бүх үзүүлэлт (Холм). Итгэх түвшин {0} %.",
            "Gap = value − target. The verdict goes by the adjusted p-value and the direction of the figure. Adjusted within one figure over all places, and for all places together over all figures (Holm). Confidence level {0}%.";
        AboutAverageGaps = "Зөрүү = газрын утга − бүх газрын дүн. Дүгнэлтийг зассан p утгаар, үзүүлэлтийн чигээр өгсөн. Засварын бүлэг: нэг үзүүлэлт, бүх газар; бүх газрын дүнд бүх үзүүлэлт (Холм). Итгэх түвшин {0} %. Зөрүүгээр газруудыг эрэмбэлж болохгүй.",
            "Gap = value of the place − value of all. The verdict goes by the adjusted p-value and the direction of the figure. Adjusted within one figure over all places, and for all places together over all figures (Holm). Confidence level {0}%. The gaps are no ranking.";
        AboutGroupGaps = "Зөрүү = нэгдүгээр бүлэг − хоёрдугаар бүлэг, нэг газрын дотор. «{worse}» гэдэг нь нэгдүгээр бүлгийнх муу гэсэн үг. Засварын бүлэг: нэг үзүүлэлт, нэг хос бүлэг, бүх газар; бүх газрын дүнд бүх үзүүлэлт (Холм). Итгэх түвшин {0} %.",
            "Gap = first group − second group, within one place. “{worse}” means worse for the first group. Adjusted within one figure and pair of groups over all places, and for all places together over all figures (Holm). Confidence level {0}%.";
        BaseAll = "Бүх газрын n", "n of all";
        BaseFirst = "Нэгдүгээр бүлгийн n", "n of the first";
        BaseSecond = "Хоёрдугаар бүлгийн n", "n of the second";
        FirstValue = "Нэгдүгээр бүлгийн утга", "Value of the first";
        SecondValue = "Хоёрдугаар бүлгийн утга", "Value of the second";

        // Groups.
        PByPlace = "p: газраар", "p: by place";
        AboutGroups = "Бүх газрын дүн бүлгээр. * гэсэн тоо {0}-аас цөөн хариултаас гарсан эсвэл алдаа нь тодорхойгүй. p нь бүлгүүд («p: газраар» бол газрууд) үнэндээ ижил бол ийм зөрүү тохиолдлоор гарах магадлал (Рао–Скотт, Вальд; Холмоор тохируулсан): {1}-аас бага бол хамаарна, их бол ижил гэсэн баталгаа биш. Хоёр бүлгийн зөрүү тодорхой эсэхийг «{sheet_group_gaps}» хуудсаас харна уу.",
            "All places together, by group. A * stands by numbers from fewer than {0} answers or with an uncertain error. p is the chance of such differences if the groups (the places, under “p: by place”) were alike (Rao and Scott, Wald; adjusted by Holm): below {1} the figure depends on them; a larger p is no proof that they are alike. Whether two groups clearly differ is on the sheet “{sheet_group_gaps}”.";
        AboutGroupingByPlace = "Нэгтгэсэн оноо ба жинтэй үзүүлэлтийг газар бүрээр, бүлгүүдийг зэрэгцүүлэн харуулав; шүүлтүүрээр сонгож үзнэ үү. Бусад үзүүлэлт CSV файлд бий.",
            "Composites and weighted figures in each place, the groups side by side, to be filtered. The other figures are in the CSV output.";
        AboutPairsByPlace = "«А − Б» баганад «{worse}» гэдэг нь А бүлгийнх муу гэсэн үг; зөрүү өөрөө «{sheet_group_gaps}» хуудсанд бий.",
            "In a column “A − B”, “{worse}” means worse for A; the difference itself is on the sheet “{sheet_group_gaps}”.";

        // Summary.
        PlacesAtAGlance = "Газруудын тойм", "Places at a glance";
        CountBetter = "Тодорхой илүү сайн", "Clearly better";
        CountWorse = "Тодорхой илүү муу", "Clearly worse";
        CountUnclear = "Тодорхой ялгаагүй", "No clear difference";
        CountTooSmall = "Дүгнэх боломжгүй", "Cannot be told";
        ClearlyBetter = "Дунджаас тодорхой илүү сайн", "Clearly better than the average";
        ClearlyWorse = "Дунджаас тодорхой муу", "Clearly worse than the average";
        ClearGroupGaps = "Бүлэг хоорондын тодорхой зөрүү", "Clear gaps between groups";
        ClearlyShort = "Зорилтоос тодорхой дутуу", "Clearly short of the target";
        InWords = "Тайлбар", "In words";
        LargestShown = "Нийт {1} тодорхой зөрүүгээс хамгийн их {0}-г харуулав.", "The {0} largest of {1} clear gaps.";
        NobodyBetter = "Аль ч газар аль ч гол үзүүлэлтээр дунджаас тодорхой илүү сайн биш.",
            "No place is clearly better than the average in any main figure.";
        NobodyWorse = "Аль ч газар аль ч гол үзүүлэлтээр дунджаас тодорхой муу биш.",
            "No place is clearly worse than the average in any main figure.";
        NobodyShort = "Зорилтоос тодорхой дутуу газар алга; энэ нь хүрсэн гэсэн үг биш байж болно.",
            "Nothing is clearly short of its target; that need not mean that it was reached.";
        NoGroupDiffers = "Аль ч бүлэг тодорхой ялгаагүй.", "No groups clearly differ.";
        NoTargetsAtAll = "Нэг ч үзүүлэлтэд хүчинтэй зорилт алга.", "No figure has a target in force.";

        // Data quality.
        RowsNoPlace = "Газар тодорхойгүй мөр", "Rows without a known place";
        RowsOutside = "Жагсаалтаас гадуурх газрын мөр", "Rows of places outside the set";
        RowsNoDesign = "Жин, түүврийн мэдээлэлгүй мөр", "Rows without weight or design";
        Problems = "Илэрсэн асуудлууд", "What was found";
        MoreLikeThese = "жагсаалтад багтаагүй ижил төрлийн асуудлууд", "more of the same kind, not listed one by one";
        AboutMissing = "Бүх газрын дүн. «{missing_not_asked}» нь шүүлтүүрээр асуулт хамаараагүй хүн: дутуу хариултад тооцохгүй.",
            "All places together. “{missing_not_asked}” are people whom the question did not concern: they do not count as missing.";
        AboutReading = "Програм өөрөө таньсан зүйлс: буруу бол тохируулга өгч дахин ажиллуулна уу.",
            "What the program found out by itself. If something is wrong, name it as an option and run again.";
        OtherSheets = "Уншаагүй бусад хуудас", "Other sheets, not read";
        HiddenSheets = "Далд хуудас", "Hidden sheets, not read";
        Encoding = "Кодчилол", "Encoding";
        Delimiter = "Тусгаарлагч", "Delimiter";
        DecimalMark = "Бутархайн тэмдэг", "Decimal mark";
        HeaderRow = "Толгой мөр", "Header row";
        SkippedRows = "Алгассан мөр", "Rows passed over";
        SkippedTitle = "гарчиг", "a title";
        SkippedLabels = "баганын тайлбар", "labels of the columns";
        SkippedOptions = "асуултын доорх хариулт", "answers under their question";
        SkippedImportIds = "програмын тэмдэглэл", "notes of the survey platform";
        SkippedTags = "HXL шошго", "HXL tags";
        SkippedRepeated = "давтагдсан толгой", "the header again";
        Columns = "Багана", "Columns";
        FormulasWithoutValue = "Утга хадгалаагүй томьёо", "Formulas without a stored result";
        ColumnsFound = "Асуулт бүрийн багана", "The column of each question";
        FoundBy = "Хэрхэн олсон", "Found by";
        NoColumn = "багана алга", "no column";
        PopulationSize = "Эх олонлогийн хэмжээ", "Population size";
        AboutSpellings = "Яг нэр, код биш бичлэгүүдийг ямар газар гэж уншсаныг шалгана уу. Танигдаагүй нь эхэнд.",
            "Check what spellings other than names and codes were taken for. Those not understood come first.";
        Spellings = "Газрын бичлэгүүд", "Spellings of places";
        Written = "Бичсэн нь", "Written";
        BesideIt = "Сумын нүд", "Cell of the soum";
        TakenFor = "Уншсан нь", "Taken for";
        Rule = "Дүрэм", "Rule";
        NotUnderstood = "танигдаагүй, мөрийг хассан", "not understood; the row is left out";
        NotInSet = "{0} (жагсаалтад ороогүй, мөрийг хассан)", "{0} (not in the set; the row is left out)";
        ExactSpellings = "Бусад {0} мөрийн газар яг нэр эсвэл кодоор таарсан.", "In {0} other rows the place is an exact name or code.";
        MissingCodes = "Дутуу хариултын код", "Codes of missing answers";

        // Methods.
        Choices = "Сонголт бүр", "Every choice";
        Alternatives = "Бусад боломж", "Alternatives";
        LonelyClusters = "Ганц кластертай давхарга", "Strata with a single cluster";
        PlaceMatching = "Газрын нэр таних", "Matching of places";
        Rounding = "Бүхэлчлэл", "Rounding";
        CannotSay = "Энэ хуудас юуг хэлж чадахгүй вэ", "What this card cannot say";
        Sources = "Эх сурвалж", "Sources";

        SourceFiles = "Эх файл", "Sources";
        PrecisionRule = "Нарийвчлалын дүрэм", "Rule of precision";
        SharedTallies = "Хуваалцах дүнгийн файл", "Tallies for sharing";
        BackToScores = "← Бүх газрын оноо", "← Scores of all places";
    }
}
