using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>A type of a Glue column, of which columns of JSON records are structures.</summary>
abstract record HiveType
{
    HiveType()
    {
    }

    /// <summary>Reads a type, such as <c>struct&lt;arn:string&gt;</c>.</summary>
    /// <exception cref="FormatException">The text is not one of the types of activity logs.</exception>
    internal static HiveType Parse(string text)
    {
        var at = 0;
        var type = Read(text, ref at);
        return at == text.Length ? type : throw Unknown(text, at);
    }

    static HiveType Read(string text, ref int at)
    {
        var begin = at;
        while (at < text.Length && char.IsAsciiLetterLower(text[at]))
            at++;
        switch (text[begin..at])
        {
            case "string":
                return new Text();
            case "bigint":
                return new BigInt();
            case "array":
                Take(text, '<', ref at);
                var item = Read(text, ref at);
                Take(text, '>', ref at);
                return new List(item);
            case "map":
                Take(text, '<', ref at);
                Read(text, ref at);
                Take(text, ',', ref at);
                var value = Read(text, ref at);
                Take(text, '>', ref at);
                return new Map(value);
            case "struct":
                var members = ImmutableArray.CreateBuilder<(string, HiveType)>();
                Take(text, '<', ref at);
                do
                {
                    var end = text.IndexOf(':', at);
                    if (end < 0)
                        throw Unknown(text, at);
                    var name = text[at..end];
                    at = end + 1;
                    members.Add((name, Read(text, ref at)));
                }
                while (at < text.Length && text[at] == ',' && ++at > 0);
                Take(text, '>', ref at);
                return new Struct(members.ToImmutable());
            default:
                throw Unknown(text, begin);
        }
    }

    static void Take(string text, char expected, ref int at)
    {
        if (at >= text.Length || text[at] != expected)
            throw Unknown(text, at);
        at++;
    }

    static FormatException Unknown(string text, int at) =>
        new($"The column type '{text}' is not supported at position {at + 1}. Use string, bigint, array, map and struct.");

    internal sealed record Text : HiveType;

    internal sealed record BigInt : HiveType;

    internal sealed record List(HiveType Item) : HiveType;

    internal sealed record Map(HiveType Value) : HiveType;

    internal sealed record Struct(ImmutableArray<(string Name, HiveType Type)> Members) : HiveType;
}
