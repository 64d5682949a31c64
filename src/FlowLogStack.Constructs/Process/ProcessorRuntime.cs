namespace FlowLogStack.Process;

/// <summary>The Lambda runtime of a processor function. Both read the same events and write the same bytes.</summary>
public enum ProcessorRuntime
{
    /// <summary>The managed runtime <c>dotnet10</c>. Its code is in every build of the constructs.</summary>
    Managed,

    /// <summary>
    /// One native executable on <c>provided.al2023</c>, which starts in about a tenth of the time and with a third of the memory. A package contains
    /// it; in a checkout, <c>.ci/native</c> makes it.
    /// </summary>
    Native,
}
