using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>A value of a dashboard body with its path, which reports deviations from CloudWatch's documentation.</summary>
readonly struct DashboardNode(JsonElement value, string path, string? widget, DashboardFindings findings)
{
    internal JsonElement Value => value;

    internal bool IsObject => value.ValueKind is JsonValueKind.Object;

    internal bool IsArray => value.ValueKind is JsonValueKind.Array;

    internal bool IsText => value.ValueKind is JsonValueKind.String;

    internal string Text => value.GetString()!;

    internal DashboardNode Titled(string? title) => new(value, path, title, findings);

    internal bool Report(string message)
    {
        findings.Refusals.Add(new DashboardProblem(path, message, widget));
        return false;
    }

    /// <summary>Reports a problem for which CloudWatch returns a validation message.</summary>
    internal void Warn(string message) => findings.Warnings.Add(new DashboardProblem(path, message, widget));

    /// <summary>Warns of unknown members.</summary>
    internal void HaveOnly(params ReadOnlySpan<string> known)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (!known.Contains(member.Name))
                new DashboardNode(member.Value, $"{path}/{member.Name}", widget, findings)
                    .Warn($"Is not a property that CloudWatch supports here. Use {string.Join(", ", known.ToArray())}");
        }
    }

    /// <summary>Returns whether the value is one of the known texts. Warns of other texts, for which CloudWatch returns a validation message.</summary>
    internal bool BeKnown(params ReadOnlySpan<string> known)
    {
        if (!BeText())
            return false;
        if (known.Contains(Text))
            return true;
        Warn($"Should be one of {string.Join(", ", known.ToArray())}, and is '{Text}'");
        return false;
    }

    internal bool Has(string name) => IsObject && value.TryGetProperty(name, out _);

    /// <summary>Returns an optional member; null if it is absent.</summary>
    internal DashboardNode? Member(string name) =>
        IsObject && value.TryGetProperty(name, out var member) ? new DashboardNode(member, $"{path}/{name}", widget, findings) : null;

    /// <summary>Returns a required member; reports it if it is absent.</summary>
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
            yield return new DashboardNode(item, $"{path}/{index++}", widget, findings);
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

    /// <summary>Returns whether the value is a period in seconds for which dashboards have statistics.</summary>
    internal bool BePeriod()
    {
        if (!BeWhole(1, int.MaxValue))
            return false;
        var seconds = value.GetInt64();
        return seconds is 1 or 5 or 10 or 30 || seconds % 60 == 0 || Report($"Should be 1, 5, 10, 30 or a multiple of 60 seconds, and is {seconds}");
    }

    internal bool BeColor()
    {
        if (!BeText())
            return false;
        var text = Text;
        return (text.Length == 7 && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit))
            || Report($"Should match pattern #rrggbb in hexadecimal digits, and is '{text}'. Names of colors are not supported");
    }

    internal bool BeArn() => BeText() && (Text.StartsWith("arn:", StringComparison.Ordinal) || Report($"Should be an ARN, and is '{Text}'"));

    internal bool BeFunctionArn() => BeText() && (IsFunctionArn(Text)
        || Report($"Should be the ARN of a Lambda function, arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME, and is '{Text}'"));

    static bool IsFunctionArn(string text) => text.Split(':') is ["arn", { Length: > 0 }, "lambda", { Length: > 0 }, { Length: > 0 }, "function",
        { Length: > 0 }, ..];
}
