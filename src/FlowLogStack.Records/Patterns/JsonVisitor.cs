using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>Looks at values that a selector finds.</summary>
abstract class JsonVisitor
{
    /// <summary>Whether the value the reader stands on is the one looked for.</summary>
    internal abstract bool Visit(ref Utf8JsonReader reader);
}
