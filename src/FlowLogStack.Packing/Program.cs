using FlowLogStack.Packing;

if (args is not [var source, var destination])
{
    Console.Error.WriteLine("Usage: FlowLogStack.Packing SOURCE DESTINATION. SOURCE is Amazon.CDK.Lib.dll; DESTINATION is a new file.");
    return 2;
}

try
{
    File.WriteAllBytes(destination, CdkLibrary.Trim(File.ReadAllBytes(source)));
    return 0;
}
catch (InvalidDataException refused)
{
    Console.Error.WriteLine($"{source}: {refused.Message}");
    return 1;
}
