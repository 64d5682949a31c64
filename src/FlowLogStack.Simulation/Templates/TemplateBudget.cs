namespace FlowLogStack.Simulation;

/// <summary>Limits on the resolution of a template, so nested references can't take unlimited time or memory.</summary>
/// <param name="template">Name of the template in messages.</param>
sealed class TemplateBudget(string template)
{
    const int MostSteps = 2_000_000;
    const int MostLength = 1_000_000;
    const long MostText = 64_000_000;

    TemplateException? exceeded;
    int steps;
    long text;

    internal bool IsExceeded => exceeded is not null;

    /// <summary>Counts one step.</summary>
    /// <exception cref="TemplateException">The limit of steps is exceeded.</exception>
    internal void Step()
    {
        if (exceeded is null && ++steps > MostSteps)
            exceeded = new TemplateException($"{template} has more than {MostSteps} values when its references are worked out. CloudFormation does not accept "
                + "it; check which values refer to each other.");
        EnsureLeft();
    }

    /// <summary>Counts a text.</summary>
    /// <param name="length">Length of the text, complete or so far.</param>
    /// <param name="value">Function that returns the value of the text for the message.</param>
    /// <exception cref="TemplateException">The text, or all text together, exceeds a limit.</exception>
    internal void Text(long length, Func<string> value)
    {
        if (exceeded is null && (length > MostLength || (text += length) > MostText))
            exceeded = new TemplateException($"{template}: {value()} makes text of more than {MostLength} characters, which no template has. Check which "
                + "values it repeats.");
        EnsureLeft();
    }

    /// <summary>Throws an exception if a limit has been exceeded.</summary>
    internal void EnsureLeft()
    {
        if (exceeded is not null)
            throw exceeded;
    }
}
