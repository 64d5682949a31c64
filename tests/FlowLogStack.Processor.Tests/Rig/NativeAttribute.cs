using System.Reflection;
using Xunit.Sdk;

namespace FlowLogStack.Processor.Tests;

/// <summary>
/// Values of a theory, after the name of the native runtime. Skipped unless <c>.ci/native</c> has made the native function of the present sources;
/// with <c>NativeProcessor=true</c> in the environment its absence is a failure.
/// </summary>
/// <param name="values">The values behind the runtime.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class NativeAttribute(params object[] values) : DataAttribute
{
    /// <inheritdoc/>
    public override string? Skip
    {
        get => Environment.GetEnvironmentVariable("NativeProcessor") == "true" ? null : NativeCode.Absent();
        set => throw new NotSupportedException("What is absent decides.");
    }

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[PublishedPackage.Native, .. values]];
}
