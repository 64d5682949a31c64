using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>One value of a dashboard body, with its place, that reports what is not as CloudWatch documents it.</summary>
readonly struct DashboardNode(JsonElement value, string path, string? widget, List<DashboardProblem> problems)
{
    internal JsonElement Value => value;

    internal string Path => path;

    internal bool IsObject => value.ValueKind is JsonValueKind.Object;

    internal bool IsArray => value.ValueKind is JsonValueKind.Array;

    internal bool IsText => value.ValueKind is JsonValueKind.String;

    internal string Text => value.GetString()!;

    internal DashboardNode Titled(string? title) => new(value, path, title, problems);

    internal bool Report(string message)
    {
        problems.Add(new DashboardProblem(path, message, widget));
        return false;
    }

    internal bool Has(string name) => IsObject && value.TryGetProperty(name, out _);

    /// <summary>A member that may be missing.</summary>
    internal DashboardNode? Member(string name) =>
        IsObject && value.TryGetProperty(name, out var member) ? new DashboardNode(member, $"{path}/{name}", widget, problems) : null;

    /// <summary>A member that may not be missing; null is reported.</summary>
    internal DashboardNode? Required(string name)
    {
        var member = Member(name);
        if (member is null)
            Report($"Should have required property '{name}'");
        return member;
    }

    internal IEnumerable<DashboardNode> Items()
    {
        var index = 0;
        foreach (var item in value.EnumerateArray())
            yield return new DashboardNode(item, $"{path}/{index++}", widget, problems);
    }

    internal IEnumerable<(string Name, DashboardNode Value)> Members()
    {
        foreach (var member in value.EnumerateObject())
            yield return (member.Name, new DashboardNode(member.Value, $"{path}/{member.Name}", widget, problems));
    }

    internal bool BeObject() => IsObject || Report("Should be object");

    internal bool BeText() => IsText || Report("Should be string");

    internal bool BeFilledText() => BeText() && (Text.Length > 0 || Report("Should NOT be shorter than 1 characters"));

    internal bool BeFlag() => value.ValueKind is JsonValueKind.True or JsonValueKind.False || Report("Should be boolean");

    internal bool BeNumber() => value.ValueKind is JsonValueKind.Number || Report("Should be number");

    internal bool BeWhole(long least, long most)
    {
        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetInt64(out var number))
            return Report($"Should be integer, and is {value.GetRawText()}");
        if (number < least)
            return Report($"Should be >= {least}, and is {number}");
        return number <= most || Report($"Should be <= {most}, and is {number}");
    }

    internal bool BeList(int least, int most)
    {
        if (!IsArray)
            return Report("Should be array");
        var count = value.GetArrayLength();
        if (count < least)
            return Report($"Should NOT have fewer than {least} items, and has {count}");
        return count <= most || Report($"Should NOT have more than {most} items, and has {count}");
    }

    internal bool BeOneOf(params ReadOnlySpan<string> allowed)
    {
        if (IsText && allowed.Contains(Text))
            return true;
        return Report($"Should be equal to one of the allowed values {string.Join(", ", allowed.ToArray())}, and is {value.GetRawText()}");
    }

    /// <summary>Seconds of which CloudWatch has statistics for a dashboard.</summary>
    internal bool BePeriod() => BeWhole(60, 86_400 * 365) && (value.GetInt64() % 60 == 0 || Report($"Should be a multiple of 60 seconds, and is {value.GetInt64()}"));

    internal bool BeColor()
    {
        if (!BeText())
            return false;
        var text = Text;
        return (text.Length == 7 && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit))
            || Report($"Should match pattern #rrggbb in hexadecimal digits, and is '{text}': names of colors are not known");
    }

    internal bool BeArn() => BeText() && (Text.StartsWith("arn:", StringComparison.Ordinal) || Report($"Should be an ARN, and is '{Text}'"));
}
