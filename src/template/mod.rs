//! Blank scorecard workbooks: one for each facility and round, to be printed, filled in by hand and read back.
