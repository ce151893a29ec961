//! The words that explain how a survey is read: name, Mongolian, English.

use super::{Listed, Words, words};
use crate::lang::Lang;

words! {
    /// The name of a fixed word or phrase of an explanation.
    ExplainWord {
        Title = "Судалгааг хэрхэн уншиж байна", "How the survey is read";
        Files = "Файл", "Files";
        Sought = "Асуулга хайсан багана", "What the instrument looks for";
        Left = "Ашиглаагүй багана", "Columns that are not used";
        Problems = "Анхаарах зүйл", "To look at";
        SoughtWhat = "Юуг", "What";
        Near = "Ойролцоо толгой", "Nearest header";
        Several = "хэд хэд таарсан тул авсангүй", "several fit: none was taken";
        Nearest = "ойролцоо нь: {0}", "nearest: {0}";
        Origin = "Хаанаас", "Where from";
        OriginUnknown = "танигдсангүй", "not recognised";
        Fillers = "Хоосны оронд", "Written for blanks";
        Why = "Яагаад", "Why";
        Headers = "Толгой", "Headers";
        AllFound = "Асуулгын {0} зүйлээс {1}-д нь багана олдсон.", "Of {0} things that the instrument looks for, {1} have a column.";
        NothingLeft = "Бүх баганыг ашигласан.", "Every column is used.";
        LeftPlatform = "судалгааны програмын өөрийн багана", "the platform's own";
        LeftPersonal = "хувь хүний мэдээлэл байж болзошгүй", "looks personal";
        LeftOption = "{0} асуултын асуулгад байхгүй хариулт", "an answer of {0} that the instrument does not have";
        LeftCopy = "{0} баганын хуулбар бололтой", "looks like a copy of {0}";
        LeftUnnamed = "толгойгүй", "without a header";
        LeftOther = "асуулга үүнийг хайхгүй", "nothing asks for it";
        StageOf = "{0}, {1}-р шат", "{0}, stage {1}";
        Unit = "Нэг мөр нь", "A row is";
        UnitMain = "маягтын нэг хариулт", "one submission of the form";
        UnitRepeat = "{0} давталтын нэг бичлэг; {1} багана нь эх мөрөөс", "one entry of the repeat {0}; {1} columns come from the row it belongs to";
        Repeats = "Давталт", "Repeats";
    }
}
