//! The words of priorities: name, Mongolian, English.

use super::{Listed, Words, words};
use crate::lang::Lang;

words! {
    /// The name of a fixed word or phrase of priorities.
    PriorityWord {
        SheetPriorities = "Тэргүүлэх чиглэл", "Priorities";

        // Importance and performance.
        Matrix = "Ач холбогдол ба гүйцэтгэл", "Importance and performance";
        Picture = "Зураглал", "The picture";
        Importance = "Ач холбогдол", "Importance";
        Correlation = "Ач холбогдол (r)", "Importance (r)";
        Performance = "Гүйцэтгэл (оноо)", "Performance (points)";
        WorstToBest = "Муугаас сайн хүртэл, оноогоор", "Worst to best, points";
        Todo = "Юу хийх", "What to do";
        FixFirst = "Эхэлж засах", "Fix first";
        KeepUp = "Хэвээр хадгалах", "Keep up";
        LowPriority = "Дараагийн ээлжинд", "Low priority";
        PossibleOverkill = "Хүч илүү зарж байж магадгүй", "Possible overkill";
        MedianImportance = "Ач холбогдлын медиан", "Median importance";
        MedianPerformance = "Гүйцэтгэлийн медиан", "Median performance";
        NotClear = "холбоо тодорхойгүй", "relation not clear";

        Point = "Үзүүлэлт", "Indicator";

        // What is left out.
        LeftOut = "Энэ зурагт ороогүй үзүүлэлтүүд", "Indicators that are not in this picture";
        Why = "Яагаад", "Why";
        IsNumber = "ач холбогдол гаргаагүй: тоо", "no importance derived: a number";
        HasNoDirection = "аль нь дээр гэдэг нь тодорхой биш", "neither way is better";
        OfOverall = "ерөнхий сэтгэл ханамж өөрөө", "overall satisfaction itself";
        SameQuestion = "нэг асуултыг нэг удаа: {0}", "one question counts once: {0}";
        NotStated = "ач холбогдол заагаагүй", "no importance is stated";
        NoAnswers = "хоёр асуултад хоёуланд нь хариулсан хүн алга", "nobody answered both questions";
        Constant = "бүгд адил хариулсан", "everybody answered the same";
        NotPublished = "хариулт цөөн, нийтлэхгүй", "too few answers to publish";

        // People.
        Affected = "Хамгийн олон хүнд тулгарсан асуудал", "Problems by the people they hurt";
        AffectedPlaces = "Газар бүрийн гол асуудал", "The largest problems of each place";
        Problem = "Асуудал", "Problem";
        NotSo = "Ийм биш: {0}", "Not so: {0}";
        OfWhom = "Хэний дунд", "Of whom";
        BadShare = "Тулгарсан хувь", "Share it hurts";
        People = "Хүн", "People";
        PeopleLow = "Хүн, доод", "People, low";
        PeopleHigh = "Хүн, дээд", "People, high";
        PerHundred = "100 оролцогчоос", "Of 100 respondents";
        PerHundredLow = "100-аас, доод", "Of 100, low";
        PerHundredHigh = "100-аас, дээд", "Of 100, high";
    }
}
