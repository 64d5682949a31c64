using System.Buffers;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>A condition on a JSON event.</summary>
abstract class JsonCondition
{
    internal abstract bool Holds(ReadOnlySpan<byte> message);

    /// <summary>The conjunction or disjunction of two conditions.</summary>
    internal sealed class Pair(JsonCondition left, JsonCondition right, bool isOr) : JsonCondition
    {
        internal override bool Holds(ReadOnlySpan<byte> message) => left.Holds(message) == isOr ? isOr : right.Holds(message);
    }

    /// <summary>A test of a selected string or number.</summary>
    internal sealed class Comparing(JsonSelector selector, ValueTest test) : JsonCondition
    {
        readonly Visitor visitor = new(test);

        internal override bool Holds(ReadOnlySpan<byte> message) => selector.Any(message, visitor);

        sealed class Visitor(ValueTest test) : JsonVisitor
        {
            const int OnStack = 512;

            internal override bool Visit(ref Utf8JsonReader reader)
            {
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
                    return false;
                if (reader.TokenType is JsonTokenType.Number)
                    return test.Holds(reader.ValueSpan);
                if (!reader.ValueIsEscaped)
                    return test.HoldsForString(reader.ValueSpan);
                if (reader.ValueSpan.Length <= OnStack)
                    return HoldsUnescaped(ref reader, stackalloc byte[OnStack]);
                var rented = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
                var holds = HoldsUnescaped(ref reader, rented);
                ArrayPool<byte>.Shared.Return(rented);
                return holds;
            }

            bool HoldsUnescaped(scoped ref Utf8JsonReader reader, scoped Span<byte> unescaped) =>
                test.HoldsForString(unescaped[..reader.CopyString(unescaped)]);
        }
    }

    /// <summary>A test that a selected value is <c>null</c>, <c>true</c> or <c>false</c>; an array that contains <c>null</c> counts as <c>null</c>.</summary>
    internal sealed class Being(JsonSelector selector, JsonTokenType literal) : JsonCondition
    {
        readonly Visitor visitor = new(literal);

        internal override bool Holds(ReadOnlySpan<byte> message) => selector.Any(message, visitor);

        sealed class Visitor(JsonTokenType literal) : JsonVisitor
        {
            internal override bool Visit(ref Utf8JsonReader reader) =>
                reader.TokenType == literal || (literal is JsonTokenType.Null && reader.TokenType is JsonTokenType.StartArray && ContainsNull(reader));

            static bool ContainsNull(Utf8JsonReader reader)
            {
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                {
                    if (reader.TokenType is JsonTokenType.Null)
                        return true;
                    reader.Skip();
                }

                return false;
            }
        }
    }

    /// <summary>A test that no value is selected, not even a <c>null</c>.</summary>
    internal sealed class Missing(JsonSelector selector) : JsonCondition
    {
        static readonly Visitor Anything = new();

        internal override bool Holds(ReadOnlySpan<byte> message) => !selector.Any(message, Anything);

        sealed class Visitor : JsonVisitor
        {
            internal override bool Visit(ref Utf8JsonReader reader) => true;
        }
    }
}
