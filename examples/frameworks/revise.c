/* A framework is asked, changed, and asked again. */
#include <arguendo.h>
#include <stdio.h>

int main(void)
{
    static const char text[] = "arg(hatch). arg(release). arg(skill).\n"
                               "att(hatch,release). att(release,hatch). att(release,skill).\n";
    arguendo_framework *f = arguendo_framework_new();
    if (arguendo_framework_read(f, "popov", text, sizeof text - 1, NULL) != ARGUENDO_GOOD) {
        fputs(arguendo_framework_message(f), stderr);
        arguendo_framework_free(f);
        return 1;
    }
    unsigned skill = arguendo_framework_find(f, "skill"), release = arguendo_framework_find(f, "release");
    printf("in every preferred extension: %s\n",
           arguendo_framework_ask(f, "DS-PR", skill) == ARGUENDO_YES ? "yes" : "no");
    size_t count;
    const unsigned *without = arguendo_framework_certificate(f, &count);
    for (size_t i = 0; without && i < count; i++) {
        printf("not in the one with %s\n", arguendo_framework_name(f, without[i]));
    }
    /* Something is found against `release`. */
    unsigned video = 4;
    arguendo_framework_add_argument(f, video);
    arguendo_framework_add_attack(f, video, release);
    printf("and now: %s\n", arguendo_framework_ask(f, "DS-PR", skill) == ARGUENDO_YES ? "yes" : "no");
    arguendo_framework_free(f);
    return 0;
}
