//! The words of a page in a browser that are no part of the report: name, Mongolian, English.

use super::{Listed, Words, words};
use crate::lang::Lang;

words! {
    /// The name of a fixed word or phrase of a page.
    PageWord {
        SkipToContent = "Агуулга руу шилжих", "Skip to the content";
        Contents = "Агуулга", "Contents";
        Language = "Хэл", "Language";
        Mongolian = "Монгол", "Mongolian";
        English = "Англи", "English";
        Filter = "Шүүх", "Filter";
        Search = "Хүснэгтээс хайх", "Search the tables";
        Place = "Газар", "Place";
        AllPlaces = "Бүх газар", "All places";
        Dimension = "Чиглэл", "Dimension";
        AllDimensions = "Бүх чиглэл", "All dimensions";
        Clear = "Цэвэрлэх", "Clear";
        RowsShown = "{0} мөр харагдаж байна", "{0} rows shown";
        SortBy = "Эрэмбэлэх: {0}", "Sort by: {0}";
        LinkTo = "Холбоос: {0}", "Link to: {0}";
        ColumnsAbout = "Баганын тайлбар", "What the columns are";
        Numbers = "Графикийн тоонууд", "The numbers of the chart";
        ClearOnly = "Энэ хүснэгт {0} мөртэй; эндээс ялгаа нь тодорхой {1} мөрийг л үзүүлэв. Бүгд нь Excel, CSV файлд бий.", "This table has {0} rows; shown are the {1} in which a difference is clear. All of them are in the workbook and the CSV files.";
        TooLong = "Энэ хүснэгт {0} мөртэй тул энд багтаагүй: Excel, CSV файлаас үзнэ үү.", "This table has {0} rows, too many for a page: see the workbook or the CSV files.";
        MadeBy = "{0} программаар, {1} асуулгаар гаргав.", "Made with {0}, instrument {1}.";
        MadeByTool = "{0} программаар гаргав.", "Made with {0}.";
    }
}
