//! The words of a forum: name, Mongolian, English.

use super::{Listed, Words, words};
use crate::lang::Lang;

words! {
    /// The name of a fixed word or phrase of a forum.
    ForumWord {
        // Sheets. Short: they are printed on tabs.
        SheetBrief = "Товч", "Brief";
        SheetMatrix = "Хүснэгт", "Matrix";
        SheetGaps = "Зөрүү", "Gaps";
        SheetEquity = "Тэгш байдал", "Equity";
        SheetChange = "Өөрчлөлт", "Change";
        SheetProblems = "Асуудал", "Problems";
        SheetRecurring = "Давтагдсан", "Recurring";
        SheetScorecards = "Үнэлгээний карт", "Scorecards";
        SheetActions = "Тохирсон ажил", "Agreed actions";
        SheetFacilities = "Байгууллага", "Facilities";

        PolicyForum = "Бодлогын хэлэлцүүлэг", "Policy forum";
        Health = "Эрүүл мэнд", "Health";
        Education = "Боловсрол", "Education";
        Sector = "Салбар", "Sector";
        Report = "Тайлан", "Report";
        Place = "Газар", "Place";
        Figure = "Үзүүлэлт", "Figure";
        Dimension = "Чиглэл", "Dimension";
        KindOfGap = "Зөрүүний төрөл", "Kind of gap";
        Between = "Юутай, хэнтэй", "Between what";
        Value = "Утга", "Value";
        Against = "Жишиг", "Against";
        Gap = "Зөрүү", "Gap";
        Interval = "Интервал", "Interval";
        Verdict = "Дүгнэлт", "Verdict";
        People = "Хүн", "People";
        PeopleInterval = "Интервал", "Interval";
        BadShare = "Асуудалтай хувь", "Share with the problem";
        Importance = "Ач холбогдол", "Importance";
        Performance = "Гүйцэтгэл, 0–100", "Performance, 0–100";
        Citizens = "Иргэд", "Citizens";
        Scorecards = "Үнэлгээний карт", "Scorecards";
        Checks = "Байгууллагын үзлэг", "Facility checks";
        Community = "Иргэд", "Community";
        Provider = "Үйлчилгээ үзүүлэгч", "Provider";
        Agreed = "Тохирсон", "Agreed";
        CommunityProvider = "Иргэд − үйлчилгээ үзүүлэгч", "Community − provider";
        Round = "Үе шат", "Round";
        NumberOfFacilities = "Байгууллагын тоо", "Facilities";
        Over = "Юугаар", "Over";
        Where = "Хаана", "Where";
        Places = "Газар", "Places";
        Units = "Газар, бүлгийн тоо", "Places or groups";
        Standing = "Үнэлгээ", "Standing";
        Benchmark = "Жишиг", "Benchmark";
        HowMany = "Хэдэн эх сурвалж", "How many sources";
        Level = "Шийдэх түвшин", "Level that can solve it";
        Done = "Хийсэн", "Done";
        Open = "Явагдаж буй", "Open";
        Late = "Хугацаа хэтэрсэн", "Late";
        Dropped = "Хассан", "Dropped";
        Completion = "Биелэлт", "Completion";
        All = "Бүгд", "All";
        Facility = "Байгууллага", "Facility";
        Action = "Ажил", "Action";
        Responsible = "Хариуцах", "Responsible";
        Deadline = "Хугацаа", "Deadline";
        DaysLate = "Хоцорсон хоног", "Days late";
        Problem = "асуудалтай", "problem";
        Middling = "дунд", "middling";
        DoesWell = "сайн", "does well";
        LevelFacility = "Байгууллага", "Facility";
        LevelSoum = "Сум, дүүрэг", "Soum or district";
        LevelAimag = "Аймаг, нийслэл", "Aimag or capital";
        LevelMinistry = "Яам", "Ministry";
        LevelUnknown = "Заагаагүй", "Not named";
        GapTarget = "Зорилтоос", "To the target";
        GapAverage = "Дунджаас", "To the average";
        GapRegion = "Бүсээс", "To the region";
        GapBest = "Хамгийн сайнаас", "To the best place";
        GapQuarter = "Шилдэг дөрөвний нэгээс", "To the best quarter";
        GapGroups = "Бүлэг хооронд", "Between groups";
        Before = "Өмнө", "Before";
        After = "Дараа", "After";
        Change = "Өөрчлөлт", "Change";
        Overall = "Нийт", "Overall";

        GapsChanged = "Тодорхой өөрчлөгдсөн зөрүү", "Gaps that changed clearly";
        ProblemsByPeople = "Асуудлууд хамаатай хүмүүсийн тоогоор", "Problems by the people they concern";
        NoDataFromHere = "Энэ газраас мэдээлэл ирээгүй.", "There are no data from this place.";
        BetterThanElsewhere = "Бусад газраас тодорхой сайн", "Clearly better than elsewhere";
        WorseThanElsewhere = "Бусад газраас тодорхой муу", "Clearly worse than elsewhere";
        ShortOfTarget = "Зорилтод тодорхой хүрээгүй", "Clearly short of the target";
        HarderFor = "Хэнд нь хүндрэлтэй", "Harder for";
        BetterThanBefore = "Тодорхой сайжирсан", "Clearly better than before";
        WorseThanBefore = "Тодорхой муудсан", "Clearly worse than before";
        GapsSinceBefore = "Зөрүү", "Gaps since the round before";
        ProblemsOfMost = "Хамгийн олон хүнд хамаатай асуудал", "Problems that concern most people";
        SeveralTellHere = "Хэд хэдэн эх сурвалж хэлсэн", "Several sources tell of";
        WhatWasAgreed = "Юу тохирч, юу хийгээгүй", "What was agreed, and what was not done";
        WhatSeveralTell = "Хэд хэдэн эх сурвалж хэлсэн асуудал", "What several sources tell of";
        WhenReading = "Үүнийг уншихад", "When reading this";
        NoneAtAll = "алга", "none";
        ProblemsOfSeveral = "Хэд хэдэн эх сурвалжаас гарсан асуудал", "Problems that several sources tell of";
        PlacesAndDimensions = "Газар ба чиглэл", "Places and dimensions";
        ByLevel = "Шийдэх түвшнээр", "By the level that can solve it";
        ScoredTogether = "Хамтран өгсөн оноо", "What was scored together";
    }
}
