using System.CommandLine;

namespace FlowLogStack.Cli;

/// <summary>The option that prevents spreadsheets from evaluating data as formulas.</summary>
static class FormulaOption
{
    internal static Option<bool> Create() =>
        new("--escape-formulas") { Description = "In CSV, put ' before cells that begin with = + - or @, which spreadsheets interpret as formulas. Numbers "
            + "are unchanged." };
}
