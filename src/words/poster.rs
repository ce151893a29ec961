//! The words of a poster for the wall: name, Mongolian, English. Short and plain: they are read from two metres.

use super::{Listed, Words, words};
use crate::lang::Lang;

words! {
    /// The name of a fixed word or phrase of a poster.
    PosterWord {
        // Over the lines.
        Works = "Юу сайн байна", "What works";
        Fix = "Юуг засах вэ", "What to fix";
        SameElsewhere = "Бусад газартай ойролцоо", "About the same as elsewhere";
        SamePeers = "Адил төрлийн байгууллагуудтай ойролцоо", "About the same as its peers";
        InBetween = "Дунд зэрэг, сайжруулах боломжтой", "In between, could be better";

        // Beside a number.
        OfTenPeople = "10 хүний {0} нь", "{0} in 10 people";
        OfTenPoints = "10 онооноос {0}", "{0} of 10 points";
        OfPoints = "{1} онооноос {0}", "{0} of {1} points";
        Nobody = "нэг ч хүн биш", "nobody";
        FewerThanOne = "10 хүнд нэг ч хүрэхгүй", "fewer than 1 in 10";
        MoreThanNine = "10 хүний бараг бүгд нь", "nearly all of 10";
        LessIsBetter = "бага байх нь сайн", "less is better";
        Goal = "зорилт: {0}", "goal: {0}";
        WithCare = "болгоомжтой уншина", "read with care";
        Before = "өмнө нь: {0}", "before: {0}";

        // Under the title.
        Round = "Үе шат: {0}", "Round: {0}";
        OnDay = "Огноо: {0}", "Date: {0}";
        PeopleAnswered = "{0} хүн хариулсан", "{0} people answered";
        PeopleScored = "{0} хүн оноо өгсөн", "{0} people gave scores";
        PeopleMet = "{0} хүн уулзалтад ирсэн", "{0} people came to the meeting";
        NotForPublication = "Нийтлэхэд зориулаагүй", "Not for publication";
        FacilitiesScored = "{0} байгууллага", "{0} facilities";

        // What was agreed.
        Agreed = "Юу хийхээр тохирсон бэ", "What we agreed to do";
        WhoDoes = "Хэн", "Who";
        ByWhen = "Хэзээ", "By when";
        NothingAgreedYet = "Хамтдаа тохироод энд бичнэ", "Agree together and write it here";
        MoreAgreed = "Өөр {0} ажил тохирсон: уулзалтын хуудсаас үзнэ үү.", "{0} more were agreed: see the minutes of the meeting.";
        Done = "хийсэн", "done";
        Planned = "төлөвлөсөн", "planned";
        UnderWay = "хийж байна", "under way";

        // The bottom of the page.
        Complain = "Санал, гомдлоо хаана өгөх вэ", "Where to complain or suggest";
        Phone = "Утас", "Phone";
        Place = "Хаана", "Where";
        ComplainShort = "Санал, гомдол", "Complaints";
        SignedForUsers = "Иргэдийн төлөөлөл", "For the users";
        SignedForStaff = "Байгууллагын төлөөлөл", "For the staff";
        NextMeeting = "Дараагийн уулзалт", "Next meeting";
        WriteHere = "Яагаад? Юу хийх вэ?", "Why? What to do?";

        // What must be read with it.
        ChosenOfCard = "{1} үзүүлэлтээс {0} нь энд байна: эхлээд зорилт эсвэл бүх газрын дунджаас тодорхой зөрснийг (зөрүү ихээс нь, асуулт бүрээс нэгийг), дараа нь чиглэл бүрээс нэгийг авав. 30-аас цөөн хариулттай, нуусан, найдваргүй тоог оруулаагүй.", "{0} of {1} figures are shown: first those that clearly differ from the goal or the average of all places (the largest difference first, one for each question), then one of each dimension. Figures of fewer than 30 answers, withheld or unreliable ones are left out.";
        ChosenOfPeers = "{1} үзүүлэлтээс {0} нь энд байна: эхлээд адил төрлийн байгууллагуудаас тохиолдлоос хэтэрч зөрснийг (зөрүү ихээс нь, асуулт бүрээс нэгийг), дараа нь чиглэл бүрээс нэгийг авав. 30-аас цөөн хариулттай, нуусан, жишихгүй тоог оруулаагүй.", "{0} of {1} figures are shown: first those that differ from facilities of the same kind by more than chance (the largest difference first, one for each question), then one of each dimension. Figures of fewer than 30 answers, withheld or not compared are left out.";
        ChosenOfScores = "{1} үзүүлэлтээс {0} нь энд байна: хамгийн өндөр ба хамгийн доогуур оноотой нь. Иргэд, ажилтнуудын тохирсон оноо; тохироогүй бол иргэдийнх. Нүүр: хэмжүүрийн дээд, дунд, доод гуравны нэг.", "{0} of {1} indicators are shown: those with the highest and the lowest scores. The score is the one that users and staff agreed on, else that of the users. Faces: upper, middle and lower third of the scale.";
        WithCareNote = "«Болгоомжтой»: цөөн газраас асуусан тул тоо нь тодорхой биш.", "“With care”: people of few places were asked, so the number is rough.";
        MeansOfFacilities = "Тоо бүр байгууллагуудын дундаж.", "Each number is the mean of the facilities.";
        NoRanking = "Эрэмбэ биш.", "Not a ranking.";
        EstimateNote = "Тоо нь түүврийн үнэлгээ, 10-т бүхэлчилсэн.", "Numbers are estimates from a sample, rounded to tenths.";
    }
}
