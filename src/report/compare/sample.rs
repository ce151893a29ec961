//! A comparison made by hand for trying the pages.
