using System.Collections.Frozen;

namespace FlowLogStack.Records;

/// <summary>All supported functions, and the names of other functions of Logs Insights.</summary>
static class InsightsFunctions
{
    /// <summary>Functions by name, case-insensitive.</summary>
    internal static FrozenDictionary<string, InsightsFunction> ByName { get; } = Catalogue()
        .ToFrozenDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of functions of Logs Insights that are not supported.</summary>
    internal static FrozenSet<string> Elsewhere { get; } = new[]
    {
        "jsonParse", "jsonStringify", "jsonArraySize", "jsonArrayContains", "parseDate", "formatDate", "strftime",
        "queryStartTime", "queryEndTime", "queryTimeRange", "urlencode", "urldecode", "base64encode", "base64decode", "split",
        "regexReplace", "regex_replace", "hexToAscii", "hexToDec", "decToHex", "md5", "sha256",
        "round", "haversine", "toNumber", "toInt", "toLong", "toDouble",
        "ipv4ToNumber", "isPrivateIP", "isPublicIP", "isReservedIP",
        "rate", "countOverTime", "sumOverTime", "histogram",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    static IEnumerable<InsightsFunction> Catalogue() =>
    [
        Aggregate("count", 0), Aggregate("count_distinct", 1), Aggregate("sum", 1), Aggregate("avg", 1), Aggregate("min", 1),
        Aggregate("max", 1), Aggregate("stddev", 1), new("pct", InsightsFunctionKind.Aggregate, 2, 2), Aggregate("earliest", 1),
        Aggregate("latest", 1), Aggregate("sortsFirst", 1), Aggregate("sortsLast", 1),

        new("bin", InsightsFunctionKind.Bin, 1, 1),
        new("datefloor", InsightsFunctionKind.Date, 2, 2),
        new("dateceil", InsightsFunctionKind.Date, 2, 2),
        new("now", InsightsFunctionKind.Now, 0, 0),
        Scalar("fromMillis", 1, 1, arguments => InsightsNumber.TryRead(arguments[0], out var number) && number.IsWhole
            ? InsightsValue.At(number.Whole) : default),
        Scalar("toMillis", 1, 1, arguments => arguments[0].IsTimestamp ? InsightsValue.Of(arguments[0].Milliseconds) : default),

        Scalar("ispresent", 1, 1, arguments => InsightsValue.Of(!arguments[0].IsNone)),
        Scalar("coalesce", 1, int.MaxValue, Coalesce),
        Scalar("if", 3, 3, Case),
        Scalar("case", 2, 21, Case),
        Scalar("isNumeric", 1, 1, arguments => InsightsValue.Of(InsightsNumber.TryRead(arguments[0], out _))),
        Scalar("messageSize", 1, 1, arguments => arguments[0].IsNone ? default : InsightsValue.Of(arguments[0].TextOf().Length)),

        Scalar("abs", 1, 1, arguments => Number(arguments[0], Math.Abs)),
        Scalar("ceil", 1, 1, arguments => Number(arguments[0], Math.Ceiling)),
        Scalar("floor", 1, 1, arguments => Number(arguments[0], Math.Floor)),
        Scalar("log", 1, 1, arguments => Number(arguments[0], Math.Log)),
        Scalar("sqrt", 1, 1, arguments => Number(arguments[0], Math.Sqrt)),
        Scalar("greatest", 1, int.MaxValue, arguments => Extreme(arguments, 1)),
        Scalar("least", 1, int.MaxValue, arguments => Extreme(arguments, -1)),

        new("isIpInSubnet", InsightsFunctionKind.Subnet, 2, 2),
        new("isIpv4InSubnet", InsightsFunctionKind.Subnet, 2, 2),
        new("isIpv6InSubnet", InsightsFunctionKind.Subnet, 2, 2),
        Scalar("isValidIp", 1, 1, arguments => InsightsValue.Of(IsAddress(arguments[0], v4: true, v6: true))),
        Scalar("isValidIpV4", 1, 1, arguments => InsightsValue.Of(IsAddress(arguments[0], v4: true, v6: false))),
        Scalar("isValidIpV6", 1, 1, arguments => InsightsValue.Of(IsAddress(arguments[0], v4: false, v6: true))),

        .. InsightsTextFunctions.All,
    ];

    internal static InsightsFunction Scalar(string name, int fewest, int most, InsightsScalar scalar) =>
        new(name, InsightsFunctionKind.Scalar, fewest, most, scalar);

    static InsightsFunction Aggregate(string name, int fewest) => new(name, InsightsFunctionKind.Aggregate, fewest, 1);

    /// <summary>Returns whether a value is an address; one with a colon is an IPv6 address, even if it contains an IPv4 address.</summary>
    internal static bool IsAddress(in InsightsValue value, bool v4, bool v6) =>
        value.IsText && (value.Utf8.Contains((byte)':') ? v6 : v4) && FlowAddress.TryParse(value.Utf8, out _);

    static InsightsValue Coalesce(ReadOnlySpan<InsightsValue> arguments)
    {
        foreach (ref readonly var argument in arguments)
        {
            if (!argument.IsNone)
                return argument;
        }

        return default;
    }

    // Conditions and values alternate; a single last argument is the value if no condition is true.
    static InsightsValue Case(ReadOnlySpan<InsightsValue> arguments)
    {
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            if (arguments[i].IsTrue == true)
                return arguments[i + 1];
        }

        return arguments.Length % 2 == 1 ? arguments[^1] : default;
    }

    static InsightsValue Number(in InsightsValue argument, Func<double, double> function)
    {
        if (!InsightsNumber.TryRead(argument, out var number))
            return default;
        var answer = function(number.Real);
        // A number that floating point cannot represent exactly is returned unchanged, unless the function changes it.
        return number.IsWhole && answer == number.Real ? InsightsValue.Of(number.Whole) : InsightsValue.Of(answer);
    }

    static InsightsValue Extreme(ReadOnlySpan<InsightsValue> arguments, int sign)
    {
        InsightsValue extreme = default;
        InsightsNumber best = default;
        foreach (ref readonly var argument in arguments)
        {
            if (!InsightsNumber.TryRead(argument, out var number) || (!extreme.IsNone && number.CompareTo(best) * sign <= 0))
                continue;
            best = number;
            extreme = argument.IsTimestamp ? argument : number.ToValue();
        }

        return extreme;
    }
}
