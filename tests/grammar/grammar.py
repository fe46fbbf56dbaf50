"""Reads docs/grammar.ebnf, and makes random cases from it.

Each rule of the file becomes a tree of ("text", s), ("class", chars), ("rule", name), ("all", parts), ("one", parts),
("mixed", parts) and ("repeat", part, least, most). What the file's head says in words of layout and of words is done here:
see Maker.join and Maker.name."""
import pathlib
import random
import re

FILE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "grammar.ebnf"
TOKEN = re.compile(r"""\s+|/\*.*?\*/|(?P<rule>\w+)\s*::=|(?P<text>"[^"]*"|'[^']*')|(?P<class>\[[^\]]*\])|(?P<word>\w+)|(?P<sign>[()|&?*+])""", re.S)


class Reader:
    """A recursive descent over the tokens of the grammar's file."""

    def __init__(self, text):
        self.tokens = []
        at = 0
        while at < len(text):
            match = TOKEN.match(text, at)
            if not match:
                raise ValueError(f"{FILE}: cannot be read at {text[at:at + 40]!r}")
            at = match.end()
            if match.lastgroup:
                self.tokens.append((match.lastgroup, match[match.lastgroup]))
        self.at = 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def take(self, value):
        here = self.peek() == ("sign", value)
        self.at += here
        return here

    def rules(self):
        rules = {}
        while self.peek()[0] != "end":
            kind, name = self.peek()
            if kind != "rule" or name in rules:
                raise ValueError(f"{FILE}: a rule is due, once, at {name!r}")
            self.at += 1
            rules[name] = self.alternatives()
        return rules

    def list_of(self, sign, kind, part):
        parts = [part()]
        while self.take(sign):
            parts.append(part())
        return parts[0] if len(parts) == 1 else (kind, parts)

    def alternatives(self):
        return self.list_of("|", "one", self.mixed)

    def mixed(self):
        return self.list_of("&", "mixed", self.sequence)

    def sequence(self):
        parts = []
        while self.peek()[0] in ("text", "class", "word") or self.peek() == ("sign", "("):
            parts.append(self.repeated())
        return parts[0] if len(parts) == 1 else ("all", parts)

    def repeated(self):
        kind, value = self.peek()
        self.at += 1
        if kind == "text":
            part = ("text", value[1:-1])
        elif kind == "class":
            part = ("class", characters(value[1:-1]))
        elif kind == "word":
            part = ("rule", value)
        else:
            part = self.alternatives()
            if not self.take(")"):
                raise ValueError(f"{FILE}: `)` is missing before {self.peek()}")
        for sign, least, most in (("?", 0, 1), ("*", 0, 3), ("+", 1, 3)):
            if self.take(sign):
                return ("repeat", part, least, most)
        return part


def characters(text):
    """The characters of a class; of one that begins with ^, some that are none of it."""
    if text.startswith("^"):
        return "abc XYZ,.;:#'()[]{}<>=-&|~?%éß€ñж中"
    found, at = [], 0
    while at < len(text):
        if text[at + 1:at + 2] == "-":
            found += [chr(c) for c in range(ord(text[at]), ord(text[at + 2]) + 1)]
            at += 3
        else:
            found.append(text[at])
            at += 1
    return "".join(found)


def read():
    rules = Reader(FILE.read_text(encoding="utf-8")).rules()

    def used(node):
        if node[0] == "rule":
            yield node[1]
        for part in node[1] if node[0] in ("all", "one", "mixed") else [node[1]] if node[0] == "repeat" else []:
            yield from used(part)
    names = {name for rule in rules.values() for name in used(rule)}
    missing, idle = names - rules.keys(), rules.keys() - names - {"file"}
    if missing or idle:
        raise ValueError(f"{FILE}: without a rule: {missing}; without a use: {idle}")
    return rules


def words_of(rules):
    """All words that stand in the syntax itself."""
    found = set()

    def collect(node):
        if node[0] == "text" and re.fullmatch(r"[a-z]\w+", node[1]):
            found.add(node[1])
        for part in node[1] if node[0] in ("all", "one", "mixed") else [node[1]] if node[0] == "repeat" else []:
            collect(part)
    for name, node in rules.items():
        if name.islower():
            collect(node)
    return found


def reachable(rules, name):
    """The words of the syntax that can stand in an item."""
    done, left = set(), [name]
    while left:
        rule = left.pop()
        done.add(rule)
        left += [other for other in re.findall(r"\('rule', '([a-z_]+)'\)", str(rules[rule])) if other not in done]
    return words_of({rule: rules[rule] for rule in done})


class Maker:
    """Makes one case: a list of words, each (text, rule that it came from), and then lines of them."""
    KEPT_TOGETHER = {"not", "begins", "ends", "once", "disapplies", "rule", "year", "mark"}
    MODES = {"not", "and", "or", "begins", "ends", "once", "disapplies"}
    DEEPEST = 12

    def __init__(self, rules, chance, folder, items=12):
        self.rules, self.chance, self.folder, self.items = rules, chance, folder, items
        self.words = words_of(rules)
        self.names = ["ann", "bob", "ball", "owns", "likes", "zeta", "p1", "q_x", "r2d2", "élan", "straße", "жар", "naïveté"]
        self.variables = ["X", "Y", "Who", "A1", "Élan", "T_x"]
        self.out, self.depth, self.columns, self.tables = [], 0, [], 0
        self.reserved = self.words

    def case(self):
        """The text of a case of about `items` items."""
        title = "case" if self.chance.random() < 0.9 else "library"
        self.make(("rule", title))
        lines = [self.join()]
        for _ in range(self.chance.randint(1, self.items)):
            self.out, self.depth = [], 0
            item = self.chance.choice(self.rules["item"][1])
            self.reserved = reachable(self.rules, "rule" if item[1] == "always_rule" else item[1]) | self.MODES
            self.make(item)
            lines.append(self.join())
        return "\n".join(lines) + self.chance.choice(["\n", "", "\n\n# the end\n"])

    def make(self, node):
        kind = node[0]
        if kind == "text":
            self.out.append((node[1], "text"))
        elif kind == "rule":
            self.rule(node[1])
        elif kind == "all":
            for part in node[1]:
                self.make(part)
        elif kind == "one":
            self.make(self.choose(node[1]))
        elif kind == "mixed":
            self.mixed(node[1])
        else:
            _, part, least, most = node
            count = least
            while count < most and self.depth < self.DEEPEST and self.chance.random() < 0.4:
                count += 1
            for _ in range(count):
                self.make(part)

    def choose(self, parts):
        """Where it is deep already, what does not go deeper."""
        if self.depth >= self.DEEPEST:
            parts = [part for part in parts if not self.recurs(part)] or parts
        return self.chance.choice(parts)

    @staticmethod
    def recurs(node):
        text = str(node)
        return "'calculation'" in text or "'alternatives'" in text

    def mixed(self, parts):
        """In any order; but a text does not follow one."""
        parts = list(parts)
        self.chance.shuffle(parts)
        if ("rule", "text") in map(self.inner, parts):
            parts.sort(key=lambda part: self.inner(part) != ("rule", "text"))
        for part in parts:
            self.make(part)

    def inner(self, node):
        return self.inner(node[1]) if node[0] == "repeat" else node

    def rule(self, name):
        if name.isupper():
            self.out.append((self.word(name), name))
            return
        self.depth += 1
        if name == "table_head":
            self.columns = []
        if name == "row_values":
            self.values()
        else:
            start = len(self.out)
            self.make(self.rules[name])
            if name == "column":
                self.columns.append(self.out[-1][0])
            if name in ("atom", "table_head"):
                self.any_name(start)
        self.depth -= 1

    def values(self):
        for number in range(len(set(self.columns))):
            if number:
                self.out.append((",", "text"))
            self.make(("rule", "term"))

    def any_name(self, start):
        """Before a bracket every word is a good name, but for `not`, `and` and `or`."""
        for at in range(start, len(self.out) - 1):
            if self.out[at][1] == "NAME" and self.out[at + 1][0] == "(" and self.chance.random() < 0.1:
                self.out[at] = (self.chance.choice(sorted(self.words - {"not", "and", "or"})), "NAME")

    def word(self, name):
        """A word of this rule in capitals."""
        special = {"NAME": self.name, "VARIABLE": lambda: self.chance.choice(self.variables), "INTERVAL": self.interval,
                   "FILE_NAME": lambda: '"lib.case"', "TABLE_NAME": self.table}
        return special[name]() if name in special else "".join(self.spell(self.rules[name]))

    def spell(self, node):
        kind = node[0]
        if kind == "text":
            yield node[1]
        elif kind == "class":
            yield self.chance.choice(node[1])
        elif kind == "rule":
            yield self.word(node[1])
        elif kind == "all":
            for part in node[1]:
                yield from self.spell(part)
        elif kind == "one":
            yield from self.spell(node[1][0] if self.chance.random() < 0.5 else self.chance.choice(node[1]))
        else:
            for _ in range(self.chance.randint(node[2], node[3])):
                yield from self.spell(node[1])

    def name(self):
        way = self.chance.random()
        if way < 0.85:
            return self.chance.choice(self.names)
        if way < 0.9:
            return self.chance.choice(sorted(self.words - self.reserved))
        name = "".join(self.spell(self.rules["NAME"]))
        return name if name not in self.words else name + "_"

    def interval(self):
        """One that does not run backwards: both years the same, or the first one earlier."""
        text = "".join(self.spell(self.rules["INTERVAL"]))
        years = re.findall(r"(?:^|/)(-?\d{4})", text)
        return self.interval() if len(years) == 2 and int(years[0]) >= int(years[1]) else text

    def table(self):
        """The name of a file that has the columns."""
        self.tables += 1
        path = pathlib.Path(self.folder, f"table{self.chance.getrandbits(40)}.csv")
        columns = list(dict.fromkeys(self.columns))
        rows = [",".join(self.chance.choice(["ann", "12", "1990-01-01", '"a, ""b"""', "Some text"]) for _ in columns)
                for _ in range(self.chance.randint(0, 3))]
        path.write_text("\r\n".join([",".join(columns), *rows]), encoding="utf-8")
        return f'"{path.name}"'

    def join(self):
        """The words of an item as lines."""
        text, table = "", self.out[0][0] in ("facts", "claims")
        for at, (word, kind) in enumerate(self.out):
            before, before_kind = self.out[at - 1] if at else ("", "")
            row = table and word == "-" and kind == "text"
            if at == 0:
                gap = ""
            elif row:
                gap = "\n  "
            elif word == "(" and before_kind == "NAME" or word in (",", ":", ";", ")") or before == "(":
                gap = self.chance.choice(["", "", " "])
            elif self.chance.random() < 0.12 and self.may_break(before, before_kind, word, kind):
                gap = self.chance.choice(["\n  ", "\n\n\t", " # a comment, \"so\n    ", "\r\n  "])
            else:
                gap = self.chance.choice([" ", " ", " ", "  ", "\t"])
            text += gap + word
        return text

    def may_break(self, before, before_kind, word, kind):
        in_head = before in self.KEPT_TOGETHER or before_kind == "NAME" and kind != "text" or kind == "NAME" and word in self.words
        return not in_head and word not in ("-", "(") and not word.startswith("-")


if __name__ == "__main__":
    import sys
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    print(Maker(read(), random.Random(seed), "/tmp").case())
