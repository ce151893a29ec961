//! The words of what is planned before the field: name, Mongolian, English.

use super::{Listed, Words, words};
use crate::lang::Lang;

words! {
    /// The name of a fixed word or phrase of a sampling plan.
    SampleWord {
        // Sheets. Short: they are printed on tabs.
        SheetAnswer = "Хариу", "Answer";
        SheetOther = "Өөр нөхцөлд", "Otherwise";
        SheetPlaces = "Газраар", "Places";
        SheetSample = "Түүвэр", "Sample";
        SheetReserve = "Нөөц", "Reserve";
        SheetStrata = "Давхарга", "Strata";
        SheetMethods = "Арга", "Methods";

        SizeTitle = "Түүврийн хэмжээ", "Sample size";
        AllocationTitle = "Түүврийн хуваарилалт", "Allocation of a sample";
        DrawTitle = "Сонгосон түүвэр", "The sample that was drawn";

        Options = "Өгсөн сонголт", "Options as they were given";
        Step = "Алхам", "Step";
        Value = "Утга", "Value";
        Choice = "Сонголт", "Choice";
        Chosen = "Сонгосон нь", "Chosen";
        Meaning = "Тайлбар", "What it means";

        StepSimple = "Энгийн санамсаргүй түүвэрт хариулах хүн", "Answers of a simple random sample";
        StepFinite = "Хүн амын тоог тооцвол", "Of the population there is";
        StepDesign = "Түүврийн загварыг тооцвол", "With the design effect";
        StepContacts = "Хариулахгүй хүнийг тооцвол", "With those who do not answer";
        StepPeople = "Дээш нь бүхэл болговол: хандах хүн", "Rounded up: people to approach";
        StepClusters = "Кластер", "Clusters";
        StepHouseholds = "Очих өрх", "Households to visit";

        Level = "Итгэх түвшин", "Confidence";
        Deff = "Загварын нөлөө", "Design effect";
        Response = "Хариулах хувь", "Share who answer";
        Population = "Хүн ам", "Population";
        Infinite = "хязгааргүй гэж үзсэн", "taken to be without end";
        Power = "Чадал", "Power";
        Overlap = "Хоёр удаад ижил кластерын хувь", "Clusters that both rounds visit";
        Correlation = "Кластерын үзүүлэлтийн хамаарал", "Correlation of a cluster's figures";

        Margin = "Алдааны хязгаар ±", "Margin ±";
        OtherMargins = "Өөр алдааны хязгаар, өөр хувьд хэдэн хүнд хандах вэ", "People to approach for other margins and shares";
        OtherChanges = "Өөр өөрчлөлтөд үе бүрт хэдэн хүнд хандах вэ", "People to approach in each round for other changes";
        Change = "Өөрчлөлт", "Change";
        Share = "Хувь", "Share";
        Spread = "Стандарт хазайлт", "Standard deviation";
        Stratum = "Давхарга", "Stratum";
        Place = "Газар", "Place";
        ByRule = "Дүрмээр", "By the rule";
        People = "Хандах хүн", "People to approach";
        Answers = "Хариулах хүн", "Answers";
        Rate = "Түүвэрлэх хувь", "Share approached";
        Whole = "Бүгд", "All";
        Rule = "Дүрэм", "Rule";
        Bounds = "Доод, дээд хязгаар", "At least, at most";

        Cluster = "Кластер", "Cluster";
        Size = "Хэмжээ", "Size";
        Probability = "Сонгогдох магадлал", "Probability";
        Certain = "Заавал орсон", "Certain";
        IsCertain = "Заавал орсон (1 = тийм)", "Certain (1 = yes)";
        Take = "Асуух тоо", "To ask";
        ClusterWeight = "Кластерын жин", "Weight of the cluster";
        Weight = "Жин", "Weight";
        Fpc = "Нийт кластер (fpc)", "Clusters in all (fpc)";
        FpcWithin = "Кластерт нийт (fpc2)", "In the cluster in all (fpc2)";
        Call = "Дуудах дараалал", "Call";
        InList = "Жагсаалтад", "In the list";
        SizeInAll = "Нийт хэмжээ", "Size in all";
        Drawn = "Сонгосон", "Drawn";
        Interval = "Алхам", "Interval";
        Start = "Эхлэл (0–1)", "Start (0 to 1)";
        Asked = "Асуух нийт тоо", "To ask in all";
    }
}
