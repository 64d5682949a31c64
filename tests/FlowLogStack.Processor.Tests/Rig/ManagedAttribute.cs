using System.Reflection;
using Xunit.Sdk;

namespace FlowLogStack.Processor.Tests;

/// <summary>Values of a theory, after the name of the managed runtime.</summary>
/// <param name="values">The values behind the runtime.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ManagedAttribute(params object[] values) : DataAttribute
{
    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[PublishedPackage.Managed, .. values]];
}
