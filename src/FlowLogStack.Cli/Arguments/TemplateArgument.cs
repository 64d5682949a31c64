using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>The common arguments of verbs with a template: the template, values of its parameters, and the result file.</summary>
static class TemplateArgument
{
    const int MostCharacters = 8_000_000;

    /// <summary>Reads a template.</summary>
    /// <exception cref="FormatException">The template can't be read. The message contains the option, the file and the reason.</exception>
    internal static AlarmTemplate Read(string option, string file, Dictionary<string, string> parameters) =>
        AlarmTemplate.Parse(ReadText(option, file), file, parameters);

    /// <summary>Reads the text of a template.</summary>
    /// <inheritdoc cref="Read"/>
    internal static string ReadText(string option, string file) =>
        OptionFile.Read(option, file, MostCharacters, "a template of at most 1,000,000 bytes, such as STACK.template.json,");

    /// <summary>Opens the file for a result.</summary>
    /// <exception cref="FormatException">The file can't be written.</exception>
    internal static ResultFile OpenResult(string option, string file) => ResultFile.Open(option, file);

    /// <summary>Parses <c>NAME=VALUE</c> pairs.</summary>
    /// <exception cref="FormatException">A pair has no value or that of another account or Region than can exist, or a name occurs twice.</exception>
    internal static Dictionary<string, string> Parameters(string[] given)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in given)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw new FormatException($"--parameter '{text}' has no value. Use NAME=VALUE.");
            if (!parameters.TryAdd(text[..equals], text[(equals + 1)..]))
                throw new FormatException($"--parameter {text[..equals]} is given twice. Use it once.");
            EnsureValid(text[..equals], text[(equals + 1)..]);
        }

        return parameters;
    }

    static void EnsureValid(string name, string value)
    {
        if (name == "AWS::Region")
            RegionArgument.Parse($"--parameter {name}", value);
        if (name == "AWS::AccountId" && !AccountIdText.IsValid(value))
            throw new FormatException($"--parameter {name} '{value}' is not the id of an account. Use an id of 12 digits.");
    }

    /// <summary>Returns the parameters that an older template also has. The others are ignored.</summary>
    internal static Dictionary<string, string> Known(string file, Dictionary<string, string> parameters)
    {
        var known = AlarmTemplate.ParameterNames(ReadText("--compare", file), file).ToHashSet(StringComparer.Ordinal);
        return parameters.Where(parameter => known.Contains(parameter.Key)).ToDictionary();
    }

    /// <summary>Requires <c>--from</c> to be before <c>--to</c>.</summary>
    /// <exception cref="FormatException">The time range is empty.</exception>
    internal static void CheckRange(BacktestOptions options)
    {
        if (options is { From: { } from, To: { } to })
            TimeArgument.CheckRange(from, to, to);
    }
}
