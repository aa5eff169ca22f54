"""Writes the manual pages: vigie(1) from the program's own help, vigie-service(8) from deploy/man and the tables of the READMEs.

usage: manual.py commands LANGUAGE VERSION DATE < HELP.json      manual.py services LANGUAGE VERSION DATE
"""

import json
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WORDS = {
    "en": {"commands": "COMMANDS", "files": "FILES", "see": "SEE ALSO", "name": "NAME", "default": "default:",
           "synopsis": "SYNOPSIS", "description": "DESCRIPTION", "options": "OPTIONS", "command": "command", "semicolon": "; ",
           "configuration": "addresses of the services, and the operator's key", "values": "values:",
           "every": "Options of every command:", "title": "Vigie's manual", "page": "vigie-service.8"},
    "fr": {"commands": "COMMANDES", "files": "FICHIERS", "see": "VOIR AUSSI", "name": "NOM", "default": "par défaut :",
           "synopsis": "SYNOPSIS", "description": "DESCRIPTION", "options": "OPTIONS", "command": "commande", "semicolon": " ; ",
           "configuration": "adresses des services et clé de l'administrateur", "values": "valeurs :",
           "every": "Options communes à toutes les commandes :", "title": "Manuel de Vigie",
           "page": "vigie-service.fr.8"},
}


def plain(text):
    """Escapes text for roff."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.M)


def spaced(lines, language):
    """Puts French spaces, which do not break a line, into lines of roff, as Shared/Texts/Typography does into what the programs print."""
    if language != "fr":
        return lines
    return [re.sub(r"(?<=\S) (?=[:;?!%€»])|(?<=«) ", r"\\~", line) for line in lines]


def bold(text):
    return f"\\fB{plain(text)}\\fR"


def italic(text):
    return f"\\fI{plain(text)}\\fR"


def paragraph(text):
    """Keeps each line as it is, because the program breaks its texts on purpose."""
    return ["\n.br\n".join(plain(line) for line in text.splitlines())]


def shown(arguments):
    """Returns the command's own arguments: --version and --help are explained once for all."""
    return [one for one in arguments if one["shouldDisplay"] and not {"--version", "--help"} & set(names(one))]


def names(argument):
    return [("-" if one["kind"] == "short" else "--") + one["name"] for one in argument.get("names", [])]


def value(argument):
    return italic(argument["valueName"])


def usage(argument):
    if argument["kind"] == "positional":
        text = value(argument)
    else:
        name = argument["preferredName"]
        text = bold(("-" if name["kind"] == "short" else "--") + name["name"])
        if argument["kind"] == "option":
            text += f" {value(argument)}"
    if argument["isRepeating"]:
        text += " ..."
    return f"[{text}]" if argument["isOptional"] else text


def entry(argument, words):
    if argument["kind"] == "positional":
        head = value(argument)
    else:
        head = ", ".join(bold(name) for name in names(argument))
        if argument["kind"] == "option":
            head += f" {value(argument)}"
    text = argument.get("abstract", "")
    known = []
    if argument.get("allValues"):
        known.append(f"{words['values']} {', '.join(argument['allValues'])}")
    if "defaultValue" in argument:
        known.append(f"{words['default']} {argument['defaultValue']}")
    if known:
        text += f" ({words['semicolon'].join(known)})"
    return [".TP", head, *paragraph(text)]


def leaves(command, path=()):
    """Yields the commands that do something, not those that only group others, in the program's order."""
    for one in command.get("subcommands", []):
        if one["commandName"] == "help":
            continue
        here = (*path, one["commandName"])
        if "subcommands" in one:
            yield from leaves(one, here)
        else:
            yield here, one


def commands(language, version, date):
    words = WORDS[language]
    root = json.load(sys.stdin)["command"]
    lines = [f'.TH VIGIE 1 {date} "vigie {version}" "{words["title"]}"',
             f".SH {words['name']}", f"vigie \\- {plain(root['abstract'])}",
             f".SH {words['synopsis']}", f"{bold('vigie')} {italic(words['command'])} ...",
             f".SH {words['description']}", *paragraph(root["discussion"]), f".SH {words['commands']}"]
    for path, one in leaves(root):
        own = shown(one["arguments"])
        lines += [f".SS {plain(' '.join(('vigie', *path)))}", " ".join([bold(" ".join(path)), *map(usage, own)]),
                  ".PP", *paragraph(one["abstract"])]
        if "discussion" in one:
            lines += [".PP", *paragraph(one["discussion"])]
        for argument in own:
            lines += entry(argument, words)
    lines += [f".SH {words['options']}", plain(words["every"])]
    for argument in root["arguments"]:
        lines += entry(argument, words)
    lines += [f".SH {words['files']}", ".TP", italic("/etc/vigie/vigie.json"), plain(words["configuration"]),
              f".SH {words['see']}", ".BR vigie\\-service (8)"]
    return spaced(lines, language)


def inline(text):
    """Turns a cell of Markdown into roff: `code` is bold, a link becomes its words, and a link in brackets is left out."""
    text = re.sub(r" \(\[[^]]*\]\([^)]*\)\)", "", text)
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)
    return "".join(bold(part) if number % 2 else plain(part) for number, part in enumerate(text.split("`")))


def rows(page, heading):
    """Returns the rows of the table under a heading of a page."""
    with open(f"{ROOT}/{page}", encoding="utf-8") as file:
        section = file.read().split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    found = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
             for line in section.splitlines() if line.startswith("|")][2:]
    if not found:
        raise SystemExit(f"{page}: no table under “{heading}”")
    return found


def table(words, page, heading, original=None, its_heading=None):
    """Yields a table, an entry for each row; the second of three columns is the default. A translation names what its original names."""
    here = rows(page, heading)
    if original and [row[0] for row in here] != [row[0] for row in rows(original, its_heading)]:
        raise SystemExit(f"{page}: “{heading}” does not name the options of {original}")
    for name, *default, what in here:
        known = default and default[0] != "–"
        yield from [".TP", inline(name), inline(what) + (f" ({words['default']} {inline(default[0])})" if known else "")]


def services(language, version, date):
    words = WORDS[language]
    lines = []
    with open(f"{ROOT}/deploy/man/{words['page']}", encoding="utf-8") as file:
        for line in file.read().replace("@VERSION@", version).replace("@DATE@", date).splitlines():
            if match := re.fullmatch(r"@TABLE (\S+) (.+?)(?: = (\S+) (.+))?@", line):
                lines += table(words, *match.groups())
            else:
                lines.append(line)
    return spaced(lines, language)


def main():
    kind, *rest = sys.argv[1:]
    print("\n".join({"commands": commands, "services": services}[kind](*rest)))


if __name__ == "__main__":
    main()
