namespace FlowLogStack.Cli;

/// <summary>The exit codes of all verbs.</summary>
static class ExitCode
{
    /// <summary>The command has succeeded.</summary>
    internal const int Success = 0;

    /// <summary>The command has succeeded, but some input lines were malformed.</summary>
    internal const int SomeMalformed = 1;

    /// <summary><c>coverage</c> has found a resource without a flow log, or a delivery that fails.</summary>
    internal const int SomeGaps = 1;

    /// <summary>The command has failed, because of arguments, files, a template, credentials or AWS.</summary>
    internal const int Failure = 2;

    /// <summary>The total <c>ALARM</c> count has reached <c>--fail-on</c>.</summary>
    internal const int LimitReached = 3;

    /// <summary>A check of <c>verify</c> has failed, or a step of <c>rehearse</c> was not reached.</summary>
    internal const int ChecksFailed = 4;

    /// <summary>Ctrl-C has interrupted the command.</summary>
    internal const int Interrupted = 130;
}
