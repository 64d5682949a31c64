using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>A visitor of the values that a selector finds.</summary>
abstract class JsonVisitor
{
    /// <summary>Returns whether the reader's current value is accepted.</summary>
    internal abstract bool Visit(ref Utf8JsonReader reader);
}
