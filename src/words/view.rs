//! The words of a report on a terminal that are no part of the report: name, Mongolian, English.

use super::{Listed, Words, words};
use crate::lang::Lang;

words! {
    /// The name of a fixed word or phrase of a view.
    ViewWord {
        MoreRows = "… дахиад {0} мөр бий: --all гэж бүгдийг нь үзнэ", "… and {0} more rows: see all with --all";
        Only = "«{0}» гэсэн үг бүхий мөрийг л үзүүлэв", "only rows with “{0}” are shown";
        FieldsAbout = "Зургийг нь Excel файл, html хуудаснаас үзнэ үү.", "The picture is in the workbook and on the html page.";
        OtherSections = "Бусад хэсэг (--section НЭР эсвэл --section all):", "Other parts (--section NAME, or --section all):";
    }
}
