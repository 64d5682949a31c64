using System.CommandLine;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>A log format as a command-line value.</summary>
static class FormatArgument
{
    internal const string Description = "A log format such as '${version} ${account-id}', the names without '${}', or a preset: default, v2 to v5, v7 to v11, "
        + "transit-gateway (or v6).";

    /// <summary>Creates the option of a verb that reads flow logs.</summary>
    internal static Option<string?> Create() =>
        new("--format", "-f") { Description = $"Log format of files without a header line. {Description} Default: default." };

    /// <summary>Returns the log format of a text.</summary>
    /// <remarks>A valid field name that doesn't resemble a known one is treated as a newer text field.</remarks>
    /// <exception cref="FormatException">The text is neither a preset nor a log format.</exception>
    internal static FlowLogFormat Parse(string text)
    {
        // Version 6 contains only the fields of transit gateways.
        if (FlowLogFormat.Presets.TryGetValue(text.Trim() is "v6" or "V6" ? "transit-gateway" : text.Trim(), out var preset))
            return preset;
        var isHeader = !text.Contains('$', StringComparison.Ordinal);
        var names = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(token => isHeader ? token : token.TrimStart('$').Trim('{', '}'))
            .ToList();
        if (isHeader && names is [var word] && !FlowField.TryGet(word, out _))
        {
            var nearest = Nearest.To(word, [.. FlowLogFormat.Presets.Keys, .. FlowField.Catalogue.Select(field => field.Name)]);
            throw new FormatException($"'{word}' is neither a preset nor a log "
                + $"format.{(nearest is null ? UnknownField.Describe(word) is { } note ? $" {note}" : "" : $" Did you mean '{nearest}'?")} Presets: "
                    + $"{string.Join(", ", FlowLogFormat.Presets.Keys)}.");
        }

        foreach (var name in names.Where(name => !FlowField.TryGet(name, out _)))
        {
            if (UnknownField.Describe(name) is { } note)
                throw new FormatException($"The log format has the field '{name}', which is not a flow log field. {note}");
        }

        var newer = names
            .Where(name => !FlowField.TryGet(name, out _))
            .Distinct()
            .Select(name => FlowField.Custom(name, FieldKind.Text))
            .ToList();
        return isHeader ? FlowLogFormat.ParseHeader(text, newer) : FlowLogFormat.Parse(text, newer);
    }
}
