//! Writers: each a pure function from a report to files in memory.
