/* Any bytes as a case file, through everything a user can ask of it. Run by `make fuzz`. */
#include "arguendo.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *out;
    arguendo_session *s = arguendo_open();
    arguendo_set_limits(s, 2000, 0);
    if (arguendo_load(s, "fuzz.case", (const char *)data, size) == ARGUENDO_GOOD) {
        arguendo_check(s, ARGUENDO_JSON, &out);
        arguendo_status(s, NULL, 0, ARGUENDO_TEXT, &out);
        arguendo_status(s, NULL, 0, ARGUENDO_JSON, &out);
        arguendo_why(s, "p(a)", ARGUENDO_TEXT, &out);
        arguendo_why(s, "q", ARGUENDO_JSON, &out);
    }
    arguendo_read(s, ARGUENDO_TEXT, &out);
    arguendo_read(s, ARGUENDO_MARKDOWN, &out);
    size_t length;
    int changed;
    if (arguendo_lay_out(s, 0, &out, &length, &changed) == ARGUENDO_LIMIT) {
        abort(); /* the layout would say something else */
    }
    arguendo_lay_out(s, 1, &out, &length, &changed);
    arguendo_messages(s, 1);
    arguendo_close(s);
    return 0;
}
