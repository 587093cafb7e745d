"""Tables that people wrote: CSV, workbooks and pasted cells, read with a place for every fault."""
