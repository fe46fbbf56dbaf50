#include "session/session.h"
arguendo_result arguendo_why(arguendo_session *s, const char *literal, arguendo_format format, const char **out)
{
    (void)s; (void)literal; (void)format; *out = "";
    return ARGUENDO_MISUSE;
}
