using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace FlowLogStack.Records.Tests;

/// <summary>A format, conditions on its fields and records in it, whose values are few enough that conditions often hold.</summary>
sealed record ConditionCase(FlowLogFormat Format, FieldCondition[] Conditions, string[] Lines)
{
    static readonly string[] Texts = ["eni-0a1b", "000123456789", "123456789", "1e5", "vpc-1", "IPv4", "IPv6", "ingress", "subnet_a", "caf\u00e9",
        "TransitGateway"];
    static readonly string[] Addresses = ["10.0.2.7", "10.0.20.7", "203.0.113.9", "2001:db8::1", "2001:db8::2", "::"];
    static readonly string[] Tags = ["team%20a", "x", "x-y", "a%2Ab"];
    static readonly long[] Numbers = [0, 1, 2, 6, 17, 22, 58, 400, 3389, 65535];
    static readonly long[] Counters = [0, 1, 40, 400, 999_999_999_999_999_999, 1_000_000_000_000_000_000, long.MaxValue - 1, long.MaxValue];
    static readonly long[] Instants = [0, 1_431_280_876, 1_431_280_934, 1_431_280_935, 253_402_300_800, 253_402_300_799_999];
    static readonly string[] AbsentWithoutTraffic = ["srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes", "action"];

    public static Arbitrary<ConditionCase> Random { get; } =
        (from format in Formats.Random.Generator
         from seed in Gen.Choose(0, int.MaxValue)
         select Of(format, new Random(seed))).ToArbitrary();

    public override string ToString() => $"{Format.ToHeaderLine()}\n{Format.ToFilterPattern(Conditions)}\n{string.Join('\n', Lines)}";

    static ConditionCase Of(FlowLogFormat format, Random random)
    {
        var fields = format.Fields.OrderBy(_ => random.Next()).Take(random.Next(4));
        return new ConditionCase(
            format,
            [.. fields.Select(field => Condition(field, random))],
            [.. Enumerable.Range(0, 20).Select(_ => Line(format, random))]);
    }

    static string Line(FlowLogFormat format, Random random)
    {
        var status = random.Next(6) switch { 0 => "NODATA", 1 => "SKIPDATA", _ => "OK" };
        return string.Join(' ', format.Fields.Select(field => Value(field, status, random)));
    }

    static string Value(FlowField field, string status, Random random)
    {
        if (field == FlowField.LogStatus)
            return status;
        if ((status != "OK" && AbsentWithoutTraffic.Contains(field.Name)) || random.Next(5) == 0)
            return "-";
        return field == FlowField.Action ? One(["ACCEPT", "REJECT"], random) : field.Kind switch
        {
            FieldKind.Address => One(Addresses, random),
            FieldKind.EncodedText => One(Tags, random),
            FieldKind.Text => One(Texts, random),
            _ => One(NumbersOf(field), random).ToString(CultureInfo.InvariantCulture),
        };
    }

    static FieldCondition Condition(FlowField field, Random random)
    {
        if (field.Kind is FieldKind.Number or FieldKind.Counter or FieldKind.Instant)
            return OfNumber(field, NumbersOf(field), random);
        string[] texts = field == FlowField.LogStatus ? ["OK", "NODATA", "SKIPDATA"]
            : field == FlowField.Action ? ["ACCEPT", "REJECT", "-"]
            : field.Kind is FieldKind.Address ? [.. Addresses, "-"]
            : field.Kind is FieldKind.EncodedText ? ["x", "x-y", "-"]
            : [.. Texts, "-"];
        return OfText(field, texts, random);
    }

    static FieldCondition OfNumber(FlowField field, long[] numbers, Random random) => random.Next(10) switch
    {
        0 => field.Is(One(numbers, random)),
        1 => field.IsNot(One(numbers, random)),
        2 => field.IsOneOf(One(numbers, random), One(numbers, random), One(numbers, random)),
        3 => field.IsNoneOf(One(numbers, random), One(numbers, random)),
        4 => field.IsAtLeast(One(numbers, random)),
        5 => field.IsAtMost(One(numbers, random)),
        6 => field.IsAbove(One(numbers, random)),
        7 => field.IsBelow(One(numbers, random)),
        8 => field.IsBetween(numbers[random.Next(4)], numbers[^random.Next(1, 4)]),
        _ => field.IsNot(-One(numbers, random)),
    };

    static FieldCondition OfText(FlowField field, string[] texts, Random random)
    {
        var text = One(texts, random);
        return random.Next(8) switch
        {
            0 or 1 => field.Is(text),
            2 => field.IsNot(text),
            3 => field.IsOneOf(text, One(texts, random)),
            4 => field.IsNoneOf(text, One(texts, random)),
            5 => field.Matches(text[..random.Next(text.Length + 1)] + "*"),
            6 => field.Matches("*" + text[random.Next(text.Length)..]),
            _ => field.Matches(text[..(text.Length / 2)] + "*" + text[^1]),
        };
    }

    static long[] NumbersOf(FlowField field) => field.Kind switch
    {
        FieldKind.Number => Numbers,
        FieldKind.Instant => Instants,
        _ => Counters,
    };

    static T One<T>(IReadOnlyList<T> choices, Random random) => choices[random.Next(choices.Count)];
}
