//! The words of scorecards: name, Mongolian, English.

use super::{Listed, Words, words};
use crate::lang::Lang;

words! {
    /// The name of a fixed word or phrase of a scorecard.
    CardWord {
        // Sheets. Short: they are printed on tabs.
        SheetOverview = "Тойм", "Overview";
        SheetByPlace = "Газраар", "By place";
        SheetInputs = "Хангамж", "Inputs";
        SheetApart = "Зөрсөн, дутуу", "Set apart";
        SheetGroups = "Бүлгийн зөрүү", "Group gaps";
        SheetEscalation = "Хэн шийдэх", "Who must solve";
        SheetTallies = "Биелэлт", "Progress";
        SheetStatus = "Бүртгэл", "Who is in";
        SheetStatusAreas = "Ирц, газраар", "In, by area";

        // Who, where, when.
        Round = "Үе шат", "Round";
        Rounds = "Үе шат", "Rounds";
        RoundNamed = "{0} үе шат", "Round {0}";
        RoundAndDay = "Үе шат, хурлын өдөр", "Round and day of the meeting";
        FacilityType = "Байгууллагын төрөл", "Type of facility";
        Catchment = "Үйлчлүүлэх хүний тоо", "People served";
        RunBy = "Өмчийн хэлбэр", "Run by";
        Contact = "Холбогдох албан тушаал", "Contact role";
        Held = "Хурлын өдөр", "Day of the meeting";
        Coached = "Чиглүүлсэн байгууллага", "Coached by";
        GroupMeetings = "Олон талт бүлгийн хурал", "Meetings of the multi-stakeholder group";
        AllAreas = "Бүх газар", "All areas";
        NoArea = "Газар тодорхойгүй", "Area not known";
        UnknownFacility = "Байгууллага тодорхойгүй", "Facility not known";

        // Who scored, and how many they were.
        Community = "Иргэд", "Community";
        Provider = "Байгууллага өөрөө", "Provider";
        Agreed = "Тохирсон", "Agreed";
        Together = "Бүлгүүд нийлээд", "Groups together";
        FocusGroup = "Ярилцлагын бүлэг", "Focus group";
        OtherGroups = "бусад бүлгийн дундаж", "mean of the other groups";
        GroupOf = "{0} ({1} хүн)", "{0} ({1} people)";
        SideOf = "{0} ({1} хүн)", "{0} ({1} people)";
        Present = "Оролцсон хүн", "People present";
        PeopleInGroups = "Бүлгийн ярилцлагад оролцсон", "People in focus groups";
        AllAtMeeting = "Нэгдсэн хуралд оролцсон", "People at the meeting";
        WomenAtMeeting = "Хуралд: эмэгтэй", "At the meeting: women";
        MenAtMeeting = "Хуралд: эрэгтэй", "At the meeting: men";
        Stakeholder = "Оролцогч тал", "Stakeholder group";
        Composition = "{0}: олон талт бүлэг", "{0}: multi-stakeholder group";
        InTheGroup = "Олон талт бүлэгт", "In the multi-stakeholder group";
        AtMeetings = "Нэгдсэн хуралд", "At the interface meeting";
        PeopleTitle = "Хэн хэн оролцсон бэ", "Who took part";
        NotePeople = "Бүх байгууллагын нийлбэр. Хүйсээр бичээгүй хүн зөвхөн нийт тоонд орсон.",
            "Sums over all facilities. People whose sex wasn't written are in the total only.";

        // Cover.
        BooksOfRound = "{0}: ирсэн дэвтэр", "{0}: books that came in";
        CameIn = "{1}-ээс {0} ирсэн (дутуу {2}); хугацаа хэтэрсэн {3}, уншигдаагүй {4}",
            "{0} of {1} are in ({2} incomplete); {3} late, {4} unreadable";
        AsOf = "Хугацааг шалгасан өдөр", "Deadlines judged on";
        AsOfGiven = "{0} (тушаалд заасан)", "{0} (as given)";
        AsOfLatest = "{0} (дэвтрүүд дэх хамгийн сүүлийн өдөр)", "{0} (the latest day in the books)";
        AsOfNone = "өдөр алга: хугацаа хэтэрсэн эсэхийг шалгаагүй", "no day is known: deadlines are not judged";
        FilesRead = "Уншсан файл", "Files read";
        ShownOn = "Оноог харуулсан хэмжүүр", "Scale that scores are shown on";
        ProblemsFound = "Дэвтрүүдэд {0} алдаа, {1} анхааруулга илэрсэн: «{sheet_quality}» хуудсыг үзнэ үү.",
            "The books have {0} errors and {1} warnings: see the sheet “{sheet_quality}”.";
        PromisesInShort = "Нийт {0} ажил төлөвлөснөөс {1} хийсэн, {2} үлдсэн; үлдсэний {3} нь хугацаа хэтэрсэн.",
            "Of {0} promised actions {1} are done and {2} are open; {3} of the open ones are overdue.";
        LargeGapsInShort = "{1} картын {0}-д иргэд, байгууллагын оноо их зөрсөн үзүүлэлт бий.",
            "{0} of {1} cards have an indicator with a large gap between community and provider.";
        HowToReadGaps = "Зөрүү нь ярилцах сэдэв: хэн зөв, хэн буруу гэсэн үг биш. Оноо бүрийн хажууд хэн өгсөн, хэдэн хүн байсныг бичсэн.",
            "A gap is something to talk about, not a verdict on who is right. Beside each score stands who gave it and how many were there.";
        HowToReadAbsent = "Тэг бол оноо. Хоосон бол оноогүй; норм байхгүй, эсвэл тухайн байгууллагад хамаарахгүй бол үгээр бичсэн.",
            "Zero is a score. A blank is no score; where there is no norm, or the facility isn't due one, words say so.";

        // Overview.
        AboutOverview = "Газар бүрийг бүх үе шатаар харуулав; дэвтэр ирээгүй газар «{no_data}». Газруудыг албан ёсны дарааллаар бичсэн, оноогоор эрэмбэлээгүй.",
            "Every area in every round; “{no_data}” where no book came in. Areas stand in their official order and are not ranked.";
        OverviewTitle = "Газар, үе шатаар", "By area and round";
        PlacesTitle = "Үзүүлэлт бүр, газраар", "Each indicator by area";
        NotePlaces = "Газрын тоо нь байгууллагуудын дундаж: байгууллага бүр адил жинтэй.",
            "A number of an area is the mean of its facilities; each counts the same.";
        FacilitiesOf = "Хэдэн байгууллагаас", "Over how many facilities";
        InputIndex = "Хангамжийн үзүүлэлт", "Input index";

        // Facilities.
        FacilitiesTitle = "Байгууллага бүр, үе шатаар", "Each facility and round";
        OpenActions = "Үлдсэн ажил", "Open actions";
        OverdueActions = "Хугацаа хэтэрсэн", "Overdue";
        NoteIndexActions = "Ажлыг хамгийн сүүлд бичигдсэн үе шатанд нь тоолсон.",
            "An action is counted in the last round that has it.";
        TooManySheets = "{0} байгууллага байгаа тул ({1}-ээс олон) тус бүрд нь хуудас гаргаагүй: шүүлтүүрээр сонгож үзнэ үү.",
            "There are {0} facilities, more than {1}, so they have no sheets of their own: use the filters.";
        IndicatorsTitle = "Үзүүлэлтүүдийн оноо", "Scores of the indicators";
        Spread = "Бүлэг хоорондын зай", "Spread";
        Lowest = "Хамгийн доогуур үнэлсэн", "Who scored lowest";
        AllAlike = "бүгд адил", "all alike";
        MatchedGap = "Зөрүү (хоёулаа үнэлсэн үзүүлэлтээр)", "Gap (on indicators that both scored)";
        ChangeOfCommunity = "Өмнөх үеэс (иргэд)", "Since the round before (community)";
        NoteRule = "Бүлгүүдийг нэгтгэсэн нь: {0}. Зай = хамгийн дээд − хамгийн доод бүлэг.",
            "Groups are put together by: {0}. Spread = highest − lowest group.";

        // Inputs.
        InputsTitle = "Хангамжийн хяналт", "Input tracking";
        Item = "Юуг тоолсон", "Item";
        Evidence = "Нотолгоо", "Evidence";
        KindNorm = "норм", "norm";
        KindTarget = "зорилт", "target";
        KindBook = "дэвтэрт бичсэнээр", "as written in the book";
        NoteInputs = "Зөрүү = бодит − байвал зохих. Харьцаа нь бодит / байвал зохих; бага байх нь сайн бол урвуу. Харьцааг энд хязгаарлаагүй, дундажлахдаа 100 хувиар хязгаарласан.",
            "Gap = actual − entitlement. Ratio = actual / entitlement, turned round where less is better. Ratios are not capped here; in the index they count as 100% at most.";

        // Scores.
        ScoresTitle = "Бүх оноо, шалтгаан, санал", "All scores, reasons and suggestions";
        WhoScored = "Хэн өгсөн", "Who scored";
        Votes = "Санал хураалт", "Votes";
        Suggestion = "Санал", "Suggestion";
        NoteVotes = "Санал хураалт: оноо × хэдэн хүн. Бүлэг өөрөө нэг оноо өгөөгүй бол саналын медианыг авсан.",
            "Votes: score × how many people. Where a group gave no one score itself, the median of its votes counts.";

        // Gaps.
        GapsTitle = "Иргэд − байгууллага", "Community − provider";
        UnmatchedTitle = "Зөвхөн нэг тал үнэлсэн", "Scored by one side only";
        OnlyScoredBy = "Зөвхөн үнэлсэн нь", "Only scored by";
        OutsideTitle = "Тохирсон оноо хоёр талын онооны гадна", "Agreed scores outside both sides";
        AboutGroups = "Нэг байгууллага дотор нэгдүгээр бүлэг − хоёрдугаар бүлэг: хэний дуу хоолой өөр байгааг харуулна.",
            "First group − second group within one facility: it shows whose experience differs.";
        NoteGroupGaps = "◆: зөрүү тогтоосон хэмжээнээс багагүй. Хасах бол нэгдүгээр бүлэг доогуур үнэлсэн.",
            "◆: a gap of at least the stated size. Negative where the first group scored lower.";
        FromRound = "Өмнөх", "From";
        ToRound = "Дараах", "To";
        Before = "Өмнө", "Before";
        After = "Дараа", "After";
        Change = "Өөрчлөлт", "Change";
        ChangesTitle = "Үе шат хоорондын өөрчлөлт", "Change between rounds";
        NotComparedTitle = "Харьцуулах боломжгүй үзүүлэлт", "Indicators that are not compared";
        WhyNot = "Яагаад", "Why";
        NewIndicator = "шинээр нэмэгдсэн", "new in the later round";
        DroppedIndicator = "дараагийн үед алга", "not in the later round";
        RescaledIndicator = "өөр хэмжүүрээр үнэлсэн", "scored on another scale";
        NoteChanges = "Нэг үзүүлэлт, нэг хэмжүүр хоёр үед байвал л харьцуулна. Өөрчлөлт = дараа − өмнө.",
            "Only the same indicator on the same scale is compared. Change = after − before.";

        // Actions.
        ActionsOf = "{0}: төлөвлөсөн ажлын биелэлт", "{0}: actions and their follow-up";
        ActionsTitle = "Төлөвлөсөн ажлын бүртгэл", "Register of actions";
        AboutActions = "Төлөвлөгөөний дарааллаар. ◆: хугацаа хэтэрсэн хоног. Хугацааг шалгасан өдөр: {0}.",
            "In the order of the plans. ◆: days past the deadline. Deadlines judged on: {0}.";
        ActionsShown = "Харуулсан ажил", "Actions shown";
        SomeOf = "{1}-ээс {0}", "{0} of {1}";
        Since = "Анх", "First in";
        Number = "Дугаар", "No.";
        Supporting = "Дэмжих тал", "Supporting";
        DaysOverdue = "Хэтэрсэн хоног", "Days overdue";
        OverdueBy = "{0} хоног хэтэрсэн", "{0} days late";
        SolvedBy = "Шийдэх түвшин", "Level that can solve it";
        NoLevel = "Түвшин бичээгүй", "No level written";
        OwnMeans = "Өөрийн нөөцөөр", "By own means";
        Cost = "Зардал (₮)", "Cost (MNT)";
        Funds = "Эх үүсвэр", "Source of funds";
        DoneOn = "Хийсэн өдөр", "Done on";
        VerifiedBy = "Баталгаажуулсан", "Verified by";
        Yes = "тийм", "yes";
        No = "үгүй", "no";
        CarriedSince = "{0} үеэс үргэлжилсэн", "carried over since {0}";
        RepeatedIn = "өмнө нь мөн гарсан асуудал: {0}", "the same issue before: {0}";
        Unproven = "хийсэн гэсэн боловч нотолгоо эсвэл баталгаа алга", "said to be done, but without evidence or nobody checked";
        NoteStatus = "○ төлөвлөсөн  ◐ хийгдэж байгаа  ● хийсэн  × хассан",
            "○ planned  ◐ under way  ● done  × dropped";
        IssueAndAction = "Асуудал → хийх ажил", "Issue → action";
        Planned = "Төлөвлөсөн", "Planned";
        UnderWay = "Хийгдэж байгаа", "Under way";
        Done = "Хийсэн", "Done";
        Dropped = "Хассан", "Dropped";
        Completion = "Биелэлт", "Completion";
        NoteCompletion = "Биелэлт = хийсэн / (бүгд − хассан). Хугацаа хэтэрсэн нь төлөвлөсөн, хийгдэж байгаа ажилд багтсан.",
            "Completion = done / (all − dropped). Overdue actions are among the planned and those under way.";
        TallyByPlace = "Ажлын биелэлт, газраар", "Actions by place";
        TallyByLevel = "Ажлын биелэлт, шийдэх түвшнээр", "Actions by the level that can solve them";
        AboutEscalation = "Байгууллага өөрөө шийдэж чадахгүй асуудлыг шийдэж чадах түвшинд нь нэгтгэв: хэдэн байгууллага хүлээж байна.",
            "What facilities cannot solve themselves, gathered for the level that can: how many facilities wait for it.";
        EscalationTitle = "Дээд түвшинд шийдэх асуудал", "What the levels above must solve";
        HowManyFacilities = "Хүлээж буй байгууллага", "Facilities that wait";
        HowManyActions = "Ажлын тоо", "Actions";

        // Who is in.
        State = "Дэвтрийн байдал", "State of the book";
        StateIn = "● ирсэн", "● in";
        StateIncomplete = "◐ дутуу", "◐ incomplete";
        StateAwaited = "○ хүлээж байгаа", "○ awaited";
        StateLate = "◆ хугацаа хэтэрсэн", "◆ late";
        StateUnreadable = "× уншигдаагүй", "× unreadable";
        AboutStatus = "Аль байгууллагын дэвтэр ирсэн, юу дутууг харуулна. Дутуу дэвтрийн байгаа хэсгийг тооцсон.",
            "Which books are in and what they lack. What an incomplete book has is used.";
        Expected = "Хүлээгдсэн", "Expected";
        StatusByArea = "Газраар", "By area";
        StatusByBook = "Байгууллага бүрээр", "Each facility";
        WhatIsMissing = "Юу дутуу", "What is missing";
        CellsMissing = "{0}: {2} мөрийн {1}-д алга", "{0}: missing in {1} of {2} rows";
        GroupMissing = "«{0}» бүлгийн оноо алга", "no scores of the group “{0}”";
        AttendanceMissing = "хуралд хэдэн хүн байсан нь алга", "nobody's attendance is given";
        SheetIsIn = "● бүрэн", "● complete";
        SheetIsIncomplete = "◐ дутуу", "◐ incomplete";
        SheetIsMissing = "○ алга", "○ missing";
        FoundByLabel = "нэрээр нь таньсан", "found by its words";
        FoundByPosition = "байрлалаар нь таньсан", "found by where it stands";
        NoteFound = "Хуудсыг далд кодоор нь таньдаг; өөрөөр таньсан бол хаалтад бичсэн.",
            "Sheets are known by their hidden codes; where it was otherwise, the bracket says how.";

        // Meeting pages.
        MeetingSheets = "Хурлын хуудас: байгууллага бүрд нэг", "Meeting sheets, one for each facility";
        CameToMeeting = "{0} (эмэгтэй {1}, эрэгтэй {2})", "{0} ({1} women, {2} men)";
        Scorecard = "Карт", "Scorecard";
        WhatWasScored = "Юуг үнэлсэн", "What was scored";
        WhatWorks = "Юу сайн байна", "What works";
        WhatToFix = "Юуг засах вэ", "What to fix";
        AndMore = "{0}; өөр {1}", "{0}; and {1} more";
        WhatWasPromised = "Юу хийхээр тохирсон бэ", "What was agreed to be done";
        MorePromises = "Өөр {0} ажил төлөвлөгөөнд бий.", "The plan has {0} more.";
        NoteFaces = "Нүүр: хэмжүүрийн дээд гуравны нэг (дугуй, инээсэн), дунд (дөрвөлжин), доод (ромбо, гунигтай). Хэмжүүр {0}, их байх нь сайн. «Сайн», «засах» жагсаалт тохирсон оноогоор, байхгүй бол иргэдийн оноогоор.",
            "Faces: the upper third of the scale (round, glad), the middle (square), the lower (diamond, sad). Scale {0}, higher is better. What works and what to fix go by the agreed score, else by the community's.";
        NoteSixLines = "Хоёр талын оноо хамгийн их зөрсөн зургаа хүртэл үзүүлэлтийг, дутвал оноо багатайг нь сонгож, асуумжийн дарааллаар бичив.",
            "Shown are up to six indicators on which both sides differ most, then those with the lowest score, in the order of the questions.";

        // Methods.
        Consolidation = "Бүлгүүдийг нэгтгэх", "Putting groups together";
        RuleMean = "дундаж", "mean";
        RuleMedian = "медиан", "median";
        RulePresent = "оролцсон хүний тоогоор жинлэсэн дундаж", "mean weighted by people present";
        RuleAgreed = "хурлаар тохирсон оноо", "score agreed at the meeting";
        RuleMeanAbout = "Бүлэг бүр адил жинтэй: жижиг бүлгийн дуу хоолой дарагдахгүй.",
            "Every group counts the same, so that a small group is heard.";
        RuleMedianAbout = "Дунд байгаа бүлгийн оноо; тэгш тоотой бол дундын хоёрын дундаж.",
            "The score of the group in the middle; between two middle ones their mean.";
        RulePresentAbout = "Олон хүнтэй бүлэг илүү жинтэй. Хүний тоо нь мэдэгдэхгүй бүлэг байвал нэгтгэхгүй.",
            "Larger groups count more. Where a group wasn't counted, there is no joint score.";
        RuleAgreedAbout = "Хурал дээр тохирсон оноог иргэдийн оноо болгож авсан.",
            "The score agreed at the meeting stands for the community.";
        ScaleShown = "Хэмжүүр", "Scale";
        AboutScale = "Бүх оноо нэг хэмжүүртэй бол тэр хэвээр нь, өөр өөр бол 0–100 болгож харуулна: 100·(оноо − доод)/(дээд − доод). Дундажлахаас өмнө хөрвүүлсэн; хэмжүүрийн дээд үзүүр сайн.",
            "If all scores are on one scale they are shown on it, else on 0–100: 100·(score − lowest)/(highest − lowest). Scores are converted before any mean; more is better.";
        NoteHundred = "Оноог өөр өөр хэмжүүрээр өгсөн тул бүгдийг 0–100 болгож харуулав, их байх нь сайн. Оноо нь оролцсон хүмүүсийн тохирсон үнэлгээ бөгөөд түүврийн дүн биш: алдааны хязгааргүй, эрэмбэлэхгүй.",
            "Scores were given on different scales, so all are shown on 0–100, higher is better. A score is what those present agreed on, not a sample result: it has no margin of error and isn't ranked.";
        MedianOfVotes = "медиан", "median";
        AboutVotes = "Хүн бүр санал өгсөн бол саналын медиан: тэгш тооны дундын хоёрын дундаж. Бүлэг өөрөө нэг оноо өгсөн бол түүнийг авна. Саналын тархалтыг хадгалсан.",
            "Where people voted one by one, the median of their votes; between two middle ones their mean. If the group also gave one score itself, that counts. The votes are kept.";
        PlacesTogether = "Газрын дүн", "Numbers of areas";
        MeanOfFacilities = "байгууллагуудын дундаж", "mean of facilities";
        AboutPlacesTogether = "Нэгтгэсэн онооны дундаж: байгууллага бүр адил жинтэй тул олон бүлэгтэй байгууллага давамгайлахгүй.",
            "The mean of consolidated scores: every facility counts the same, so one with many groups doesn't weigh more.";
        GapName = "Иргэд, байгууллагын зөрүү", "Gap between community and provider";
        FlagFrom = "100 онооны {0}-оос тэмдэглэнэ", "marked from {0} points of 100";
        AboutGap = "Иргэд − байгууллага, хоёулаа үнэлсэн үзүүлэлтээр. Нэг тал үнэлсэн үзүүлэлтийг тусад нь жагсаасан.",
            "Community − provider on indicators that both scored. What only one side scored is listed apart.";
        AsWritten = "бичсэнээр нь", "as written";
        AboutAgreed = "Хурлын тохирсон оноог тооцож гаргадаггүй. Хоёр талын онооны гадна бол шалтгаан хэрэгтэй, тусад нь жагсаасан.",
            "The agreed score is never computed. Where it lies outside what both sides had said it wants a reason and is listed apart.";
        MeanOfRatios = "100 хувиар хязгаарласан харьцааны дундаж", "mean of ratios, each at most 100%";
        AboutInputs = "Нормгүй, хамаарахгүй, тоолоогүй зүйл дундажид ороогүй: тэг гэж үзээгүй. Дэвтэрт бичсэн норм асуумжийнхаас түрүүнд тооцогдоно.",
            "Items without a norm, not due or not counted are left out: they are not zero. A norm written in the book goes before the instrument's.";
        SameIndicator = "ижил үзүүлэлт, ижил хэмжүүр", "same indicator, same scale";
        AboutChanges = "Байгууллагын нэг үеэс дараагийн үе хүртэл. Шинэ, хасагдсан, хэмжүүр нь өөрчлөгдсөнийг жагсаасан.",
            "From one round of a facility to its next. New, dropped and rescaled indicators are listed.";
        AboutAsOf = "Хугацаа энэ өдрөөс өмнө дууссан, хийгээгүй ажлыг хугацаа хэтэрсэн гэж үзнэ. Өнөөдрийн огноог ашигладаггүй тул хэзээ ажиллуулсан ч дүн нэг.",
            "An action is overdue if its deadline lies before this day and it isn't done. Today's date is never used, so that the result is the same whenever it is run.";
        DueDay = "Дэвтэр ирүүлэх хугацаа", "Books were due by";
        NoDueDay = "заагаагүй", "not given";
        AboutDue = "Энэ өдрөөс хойш ирээгүй дэвтрийг хугацаа хэтэрсэн гэж үзнэ; заагаагүй бол хүлээж байгаа гэж үзнэ.",
            "A book that isn't in is late after this day; without a day it is awaited.";
        DoneOfAll = "хийсэн / (бүгд − хассан)", "done / (all − dropped)";
        AboutCompletion = "Хассан ажлыг биелэлтэд тооцохгүй. Хийсэн ч нотолгоо, баталгаагүй ажлыг хийсэнд тооцож, тэмдэглэсэн.",
            "Dropped actions don't count. Actions done without evidence or a check count as done and are marked.";
        ByLevel = "түвшнээр", "by level";
        NotASample = "Оноо нь оролцсон хүмүүсийн хамтын үнэлгээ. Түүврийн судалгаа биш тул алдааны хязгаар, итгэх интервал байхгүй: хүн амын хэдэн хувь гэж уншиж болохгүй.",
            "A score is the joint judgement of those present. It is no sample survey, so it has no margin of error and no interval: don't read it as a share of the population.";
        NoRanking = "Байгууллага бүрийн иргэд өөрсдийн жишгээр үнэлдэг тул байгууллага, газруудыг оноогоор эрэмбэлэхгүй. Харьцуулах зүйл бол нэг байгууллагын өмнөх, дараах үе.",
            "People of each facility score by their own measure, so facilities and areas are not ranked. What can be compared is a facility with itself, before and after.";
        NotWhy = "Оноо өөрчлөгдсөн нь төлөвлөсөн ажлаас болсон гэсэн баталгаа биш: оролцсон хүн, бүлэг өөр байж болно.",
            "That a score moved doesn't prove that the plan did it: other people or groups may have been present.";
        NotPeople = "Энэ карт байгууллагын үйлчилгээний тухай, хувь хүний тухай биш. Хариуцагчийг албан тушаалаар бичнэ.",
            "A scorecard is about a service, not about a person. Whoever is responsible is named by role.";

        // Words of the instrument.
        ForTypes = "Аль төрөлд", "For which types";
        ItemsTitle = "Тоолох зүйл, байвал зохих хэмжээ", "Items and entitlements";
        AtLeast = "их байх нь сайн", "more is better";
        AtMost = "бага байх нь сайн", "less is better";
        ListName = "Жагсаалт", "List";
        ListsTitle = "Бүлэг, тал, төрөл, хэмжүүрийн тэмдэг", "Groups, stakeholders, types, marks of the scale";
        MarkOfScale = "Хэмжүүрийн тэмдэг", "Mark of the scale";
    }
}
