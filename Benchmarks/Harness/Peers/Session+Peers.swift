extension Session { func peers(into result: inout ResultFile) throws {} }
