using System.CommandLine;
using System.Text;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs completion</c>: prints a script that completes verbs and options in a shell.</summary>
static class CompletionCommand
{
    internal static Command Create(CommandStreams streams)
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell: bash or zsh." };
        var command = new Command("completion", "Prints a script for bash or zsh that completes verbs, options and files.") { shell };
        command.SetAction(parsed =>
        {
            var root = (RootCommand)parsed.RootCommandResult.Command;
            var output = new OutputBuffer(streams.Output);
            output.Write(parsed.GetValue(shell) switch
            {
                "bash" => BashScript(root),
                "zsh" => ZshScript(root),
                var other => throw new FormatException($"SHELL must be bash or zsh, but is '{other}'."),
            });
            output.Flush();
            return ExitCode.Success;
        });
        return command;
    }

    // Works when it is sourced, and as the file _flowlogs in a folder of fpath, where the first completion runs it as a function.
    static string ZshScript(RootCommand root)
    {
        var verbs = VerbsOf(root);
        var script = new StringBuilder("#compdef flowlogs\n_flowlogs() {\n  local -a offered\n  if (( CURRENT == 2 )); then\n    offered=(");
        script.AppendJoin(' ', verbs.Select(verb => verb.Name).Append("help")).Append(")\n  else\n    case $words[2] in\n      help) offered=(");
        script.AppendJoin(' ', verbs.Select(verb => verb.Name)).Append(") ;;\n");
        foreach (var verb in verbs)
            script.Append("      ").Append(verb.Name).Append(") offered=(").AppendJoin(' ', OptionNamesOf(verb)).Append(") ;;\n");
        script.Append("    esac\n  fi\n  if (( CURRENT > 2 )) && [[ $words[CURRENT] != -* && $words[2] != help ]]; then\n    _files\n  else\n    compadd -a "
            + "-- offered\n  fi\n}\n");
        return script.Append("if [[ $funcstack[1] = _flowlogs ]]; then\n  _flowlogs \"$@\"\nelse\n  compdef _flowlogs flowlogs\nfi\n").ToString();
    }

    static List<Command> VerbsOf(RootCommand root) => [.. root.Subcommands.Where(verb => !verb.Hidden)];

    static IEnumerable<string> OptionNamesOf(Command verb) =>
        ArgumentCheck.OptionsOf(verb).Where(option => !option.Hidden).Select(option => option.Name).Distinct();

    static string BashScript(RootCommand root)
    {
        var verbs = VerbsOf(root);
        var script = new StringBuilder("_flowlogs() {\n  local word=\"${COMP_WORDS[COMP_CWORD]}\" words=\"\"\n  if [ \"$COMP_CWORD\" -eq 1 ]; then\n");
        script.Append("    words=\"").AppendJoin(' ', verbs.Select(verb => verb.Name).Append("help")).Append("\"\n  else\n    case \"${COMP_WORDS[1]}\" in\n");
        script.Append("      help) words=\"").AppendJoin(' ', verbs.Select(verb => verb.Name)).Append("\" ;;\n");
        foreach (var verb in verbs)
            script.Append("      ").Append(verb.Name).Append(") words=\"").AppendJoin(' ', OptionNamesOf(verb)).Append("\" ;;\n");
        script.Append("    esac\n  fi\n  if [ \"$COMP_CWORD\" -gt 1 ] && [ \"${word#-}\" = \"$word\" ] && [ \"${COMP_WORDS[1]}\" != help ]; then\n    "
            + "COMPREPLY=( $(compgen -f -- \"$word\") )\n  else\n    COMPREPLY=( $(compgen -W \"$words\" -- \"$word\") )\n  fi\n}\n");
        return script.Append("complete -o filenames -F _flowlogs flowlogs\n").ToString();
    }
}
