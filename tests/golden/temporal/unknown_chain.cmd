status unknown_chain.case heard --on 2000-01-01/2000-02-01
