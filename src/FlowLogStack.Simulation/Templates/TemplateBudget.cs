namespace FlowLogStack.Simulation;

/// <summary>How much a template may be worked out to, so that references to references cannot take any time or memory.</summary>
/// <param name="template">What messages call the template.</param>
sealed class TemplateBudget(string template)
{
    const int MostSteps = 2_000_000;
    const int MostLength = 1_000_000;
    const long MostText = 64_000_000;

    TemplateException? exceeded;
    int steps;
    long text;

    internal bool IsExceeded => exceeded is not null;

    /// <summary>Takes one step.</summary>
    /// <exception cref="TemplateException">There have been too many.</exception>
    internal void Step()
    {
        if (exceeded is null && ++steps > MostSteps)
            exceeded = new TemplateException($"{template} has more than {MostSteps} values when its references are worked out. CloudFormation would refuse it; check which values refer to each other.");
        EnsureLeft();
    }

    /// <summary>Makes a text.</summary>
    /// <param name="length">Its length, or how long it is so far.</param>
    /// <param name="value">The value it is made of, for the message.</param>
    /// <exception cref="TemplateException">It is too long, or there is too much text in all.</exception>
    internal void Text(long length, Func<string> value)
    {
        if (exceeded is null && (length > MostLength || (text += length) > MostText))
            exceeded = new TemplateException($"{template}: {value()} makes text of more than {MostLength} characters, which no template has. Check which values it repeats.");
        EnsureLeft();
    }

    /// <summary>Ends the reading of a template that took too much.</summary>
    internal void EnsureLeft()
    {
        if (exceeded is not null)
            throw exceeded;
    }
}
