"""Reading tables that people wrote (CSV, workbooks, pasted cells), with a place for every fault."""
