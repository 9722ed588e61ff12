"""``ocrkit completion SHELL``: a script that completes commands and options, made from the parser itself."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

SHELLS = ("bash", "zsh", "fish")

_BASH = """_ocrkit() {{
  local current="${{COMP_WORDS[COMP_CWORD]}}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then words="{commands}"; else
    case "${{COMP_WORDS[1]}}" in
{cases}
    esac
  fi
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
    *) if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W "$words" -- "$current"));
       else COMPREPLY=($(compgen -f -- "$current")); fi ;;
  esac
}}
complete -o filenames -F _ocrkit ocrkit
"""


def completion_script(shell: str, parser: argparse.ArgumentParser) -> str:
    """The script for ``shell``, one of ``SHELLS``."""
    known = _commands(parser)
    if shell == "fish":
        lines = [f"complete -c ocrkit -n __fish_use_subcommand -a {name}" for name in known]
        for name, options in known.items():
            seen = f"-n '__fish_seen_subcommand_from {name}'"
            lines += [f"complete -c ocrkit {seen} -l {option.removeprefix('--')}" for option in options]
        return "\n".join(lines) + "\n"
    cases = "\n".join(f'      {name}) words="{" ".join(options)}" ;;' for name, options in known.items())
    script = _BASH.format(commands=" ".join(known), cases=cases)
    return script if shell == "bash" else f"autoload -U +X bashcompinit && bashcompinit\n{script}"


def _commands(parser: argparse.ArgumentParser) -> Mapping[str, list[str]]:
    """The long options of each command, by its name."""
    subparsers = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return {
        name: [option for action in command._actions for option in action.option_strings if option.startswith("--")]
        for name, command in subparsers.choices.items()
    }
