//! The words of gaps, inequality and change: name, Mongolian, English.

use super::{Listed, Words, words};
use crate::lang::Lang;

words! {
    /// The name of a fixed word or phrase about gaps, inequality and change.
    GapWord {
        // Sheets. Short: they are printed on tabs.
        SheetRegionGaps = "Бүсээс зөрүү", "Region gaps";
        SheetBestGaps = "Шилдгээс зөрүү", "Best gaps";
        SheetQuarterGaps = "Дөрөвний зөрүү", "Best quarter";
        SheetEquity = "Тэгш байдал", "Equity";
        SheetChange = "Өөрчлөлт", "Change";
        SheetRounds = "Үе шатууд", "Rounds";
        SheetSeries = "Цуваа", "Series";
        Trend = "Хандлага", "Trend";
        SheetGapChange = "Зөрүүний өөрчлөлт", "Gap change";
        SheetGroupChange = "Бүлгийн өөрчлөлт", "Group change";
        SheetLeftOut = "Харьцуулаагүй", "Not compared";

        SheetForWhom = "Хэнд хүндрэлтэй", "For whom";

        // For whom.
        Pair = "Бүлгийн хос", "Pair of groups";
        ForWhom = "Бүлэг хоорондын зөрүү, бүх газар", "Gaps between groups, all places";
        ForWhomPlaces = "Бүлэг хоорондын тодорхой зөрүүтэй газар", "Places with a clear gap between groups";
        AboutForWhom = "Тоо бүр: нэгдүгээр бүлэг − хоёрдугаар бүлэг. ▼ нэгдүгээр бүлэгт тодорхой муу, ▲ тодорхой сайн, ● тодорхой бус, ○ хариулт цөөн. Интервал, p утга «{sheet_group_gaps}» хуудсанд бий.",
            "Each number: first group − second group. ▼ clearly worse for the first, ▲ clearly better, ● not clear, ○ too few answers. Intervals and p-values stand on the sheet “{sheet_group_gaps}”.";

        // Benchmarks.
        GapToRegion = "Өөрийн бүсээс зөрүү", "Gap to the own region";
        GapToBest = "Хамгийн сайн газраас зөрүү", "Gap to the best place";
        GapToQuarter = "Шилдэг дөрөвний нэгээс зөрүү", "Gap to the best quarter";
        OwnRegion = "Бүс", "Own region";
        BestPlace = "Хамгийн сайн газар", "Best place";
        BestQuarter = "Шилдэг дөрөвний нэг", "Best quarter";
        MadeOf = "Юутай харьцуулсан", "Compared with";
        PValueDiscovery = "Зассан p (BH)", "Adjusted p (BH)";
        GapPeople = "Хүний тоогоор", "In people";
        AboutRegionGaps = "Зөрүү = газрын утга − өөрийн бүсийн (мэдээлэлтэй газруудын) дүн. Бүсэд ганцаараа байгаа газар энд байхгүй. Засварын бүлэг: нэг үзүүлэлт, бүх газар; бүх газрын дүнд бүх үзүүлэлт (Холм). Итгэх түвшин {0} %.",
            "Gap = value of the place − its region (the places of the set in it that have data). A place alone in its region is not here. Adjusted within one figure over all places, and for all places together over all figures (Holm). Confidence level {0}%.";
        AboutBestGaps = "Зөрүү = газрын утга − хамгийн сайн газрын утга. Хамгийн сайныг нь тоог хараад сонгосон тул p утгыг бүх хос газрын тоогоор үржүүлсэн (Бонферрони): «{worse}» гэж зөвхөн тэгээд ч тодорхой бол бичнэ. Интервал нь үүнийг тооцоогүй. Итгэх түвшин {0} %.",
            "Gap = value of the place − value of the place that does best. Which one is best was found by looking, so p-values are multiplied by the number of pairs of places (Bonferroni): “{worse}” is said only if it is clear even then. Intervals do not account for this. Confidence level {0}%.";
        AboutQuarterGaps = "Зөрүү = газрын утга − хамгийн сайн дөрөвний нэг газрын энгийн дундаж. Тэдгээрийг тоог хараад сонгосон тул p утгыг Шеффегийн аргаар зассан. Интервал нь үүнийг тооцоогүй. Итгэх түвшин {0} %.",
            "Gap = value of the place − plain mean of the quarter of the places that does best. They were found by looking, so p-values are Scheffé's. Intervals do not account for this. Confidence level {0}%.";
        WithheldGaps = "Аль нэг тал нь нууцалсан зөрүү энд байхгүй.", "Gaps of which a side is withheld are not listed.";

        // Inequality.
        OverPlaces = "Газар хоорондын тэгш бус байдал", "Inequality between places";
        OverGroups = "Бүлэг хоорондын тэгш бус байдал", "Inequality between groups";
        AboutOverPlaces = "Зөрүү = хамгийн их − хамгийн бага. «{gaps_from_best}» = хүмүүс шилдэг газраас дунджаар хэдэн оноо хол байгаа нь. Тархалтын индекс = дунджаас хазайх дундаж зай, дунджийн хувиар. «{gaps_beyond_chance}» = түүврийн алдаанаас үүсэхээс илүү ялгаа. Хүн амд учирч буй алдагдал = бүгд шилдэг газар шиг байвал дундаж хэдэн оноогоор өөрчлөгдөх.",
            "Gap = largest − smallest. “{gaps_from_best}” = how many points people's places are from the best one on average. Index of disparity = mean distance from the mean, in percent of it. “{gaps_beyond_chance}” = what remains when sampling errors are taken away. Population attributable = by how much the mean would change if all were like the best.";
        AboutOverGroups = "Бүлгүүдийг хариулсан хүмүүсийн жингээр нэгтгэсэн. Эрэмбэтэй бүлэгт (ядуугаас чинээлэг рүү гэх мэт) налуугийн индекс (SII) = доод төгсгөлөөс дээд төгсгөл хүртэлх тооцоолсон зөрүү; харьцангуй индекс (RII) = тэр хоёр төгсгөлийн харьцаа; төвлөрлийн индекс −1-ээс 1, 0 нь тэгш. Интервалд хамтын кластерын ковариацыг тооцсон; бүлгийн эзлэх хувийг тогтмол гэж үзсэн.",
            "Groups count by the weights of those who answered. Along groups with an order (from the poorest up, say) the slope index (SII) is the fitted difference from the lower to the upper end; the relative index (RII) is the ratio of these ends; the concentration index runs from −1 to 1, 0 is even. Intervals count the covariance of shared clusters; the shares of groups are taken as known.";
        NumberOfPlaces = "Газрын тоо", "Places";
        NumberOfGroups = "Бүлгийн тоо", "Groups";
        WeightedMean = "Жинлэсэн дундаж", "Weighted mean";
        BestOf = "Шилдэг", "Best";
        WorstOf = "Хамгийн доогуур", "Worst";
        RatioOf = "Харьцаа", "Ratio";
        FromBest = "Шилдгээс", "From the best";
        Disparity = "Тархалтын индекс, %", "Index of disparity, %";
        Variance = "Дисперс", "Variance";
        BeyondChance = "Түүврээс давсан дисперс", "Variance beyond chance";
        Attributable = "Хүн амд учирч буй алдагдал", "Population attributable";
        AttributableShare = "Үүний хувь", "In percent";
        Sii = "Налуугийн индекс (SII)", "Slope index (SII)";
        Rii = "Харьцангуй индекс (RII)", "Relative index (RII)";
        Concentration = "Төвлөрлийн индекс", "Concentration index";
        ConcentrationInterval = "Төвлөрлийн интервал", "Its interval";
        WeightedBy = "Жин", "Weighted by";
        ByResidents = "хүн ам", "residents";
        ByPlaces = "газар бүр адил", "each place once";
        ByAnswers = "хариулсан хүмүүс", "those who answered";

        // Change.
        AboutClearAtPlaces = "Бүх газрын дүнгээр бүгдийг, нэг газрын хувьд зөвхөн тодорхойг нь жагсаасан; бүх мөр CSV, JSON файлд бий.", "Everything for all places together, and of single places only what is clear; every row stands in the CSV and JSON.";
        Before = "Өмнө", "Before";
        After = "Дараа", "After";
        Change = "Өөрчлөлт", "Change";
        FromRound = "Аль үеэс", "From round";
        ToRound = "Аль үе хүртэл", "To round";
        BaseBefore = "n өмнө", "n before";
        BaseAfter = "n дараа", "n after";
        GapBefore = "Зөрүү өмнө", "Gap before";
        GapAfter = "Зөрүү дараа", "Gap after";
        GapChange = "Зөрүүний өөрчлөлт", "Change of the gap";
        Narrower = "багассан", "narrower";
        Wider = "ихэссэн", "wider";
        Shifted = "шилжсэн, хэмжээ нь тодорхойгүй", "shifted, size unclear";
        NoClearChange = "тодорхой өөрчлөлтгүй", "no clear change";
        KindOfGap = "Зөрүүний төрөл", "Kind of gap";
        WhyLeftOut = "Яагаад", "Why";
        WhatLeftOut = "Юу", "What";
        RoundLeftOut = "Үе шат", "Round";

        SampledClusters = "Түүврийн нэгж", "Sampled clusters";
        FiguresCompared = "Харьцуулсан үзүүлэлт", "Figures compared";
        ClustersSameFound = "ижил (өгөгдлөөс олсон)", "the same (found from the data)";
        ClustersNewFound = "шинэ (өгөгдлөөс олсон)", "new ones (found from the data)";
        ClustersSameTold = "ижил (заасан)", "the same (as told)";
        ClustersNewTold = "шинэ (заасан)", "new ones (as told)";
        ClearlyBetter = "Тодорхой сайжирсан", "Clearly better";
        NothingBetter = "Тодорхой сайжирсан зүйл алга.", "Nothing is clearly better.";
        ClearlyWorse = "Тодорхой муудсан", "Clearly worse";
        NothingWorse = "Тодорхой муудсан зүйл алга.", "Nothing is clearly worse.";
        GapsNarrower = "Тодорхой багассан зөрүү", "Gaps that are clearly narrower";
        GapsWider = "Тодорхой ихэссэн зөрүү", "Gaps that are clearly wider";
        NoGapNarrower = "Бүлэг хоорондын аль ч зөрүү тодорхой багасаагүй.", "No gap between groups is clearly narrower.";
        NoGapWider = "Бүлэг хоорондын аль ч зөрүү тодорхой ихсээгүй.", "No gap between groups is clearly wider.";
        AllCompared = "Бүгдийг харьцуулсан.", "Everything was compared.";
    }
}
