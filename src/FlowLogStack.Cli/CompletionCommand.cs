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
                "bash" => Script(root),
                "zsh" => "#compdef flowlogs\nautoload -U +X bashcompinit && bashcompinit\n" + Script(root),
                var other => throw new FormatException($"SHELL must be bash or zsh, but is '{other}'."),
            });
            output.Flush();
            return FlowLogs.Success;
        });
        return command;
    }

    static string Script(RootCommand root)
    {
        var verbs = root.Subcommands.Where(verb => !verb.Hidden).ToList();
        var common = root.Options.Where(option => option.Recursive).Select(option => option.Name).ToList();
        var script = new StringBuilder("_flowlogs() {\n  local word=\"${COMP_WORDS[COMP_CWORD]}\" words=\"\"\n  if [ \"$COMP_CWORD\" -eq 1 ]; then\n");
        script.Append("    words=\"").AppendJoin(' ', verbs.Select(verb => verb.Name).Append("help")).Append("\"\n  else\n    case \"${COMP_WORDS[1]}\" in\n");
        script.Append("      help) words=\"").AppendJoin(' ', verbs.Select(verb => verb.Name)).Append("\" ;;\n");
        foreach (var verb in verbs)
            script.Append("      ").Append(verb.Name).Append(") words=\"").AppendJoin(' ', verb.Options.Where(option => !option.Hidden).Select(option => option.Name).Concat(common).Distinct()).Append("\" ;;\n");
        script.Append("    esac\n  fi\n  if [ \"$COMP_CWORD\" -gt 1 ] && [ \"${word#-}\" = \"$word\" ] && [ \"${COMP_WORDS[1]}\" != help ]; then\n    COMPREPLY=( $(compgen -f -- \"$word\") )\n  else\n    COMPREPLY=( $(compgen -W \"$words\" -- \"$word\") )\n  fi\n}\n");
        return script.Append("complete -o filenames -F _flowlogs flowlogs\n").ToString();
    }
}
