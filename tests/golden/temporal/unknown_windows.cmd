status unknown_windows.case
why unknown_windows.case "warned" --on 1960-01-01
